import { describe, expect, it } from 'vitest';
import { lengthOf } from '../../../src/delivery/formats/words.ts';

describe('how long a text is', () => {
  it('counts words, also where no spaces stand between them', () => {
    expect(lengthOf('NATO invited Japan\n\nAn aside', 'en').wordCount).toBe(5);
    expect(lengthOf("Kishida's final decision – on June 29-30.", 'en').wordCount).toBe(7);
    expect(lengthOf('日本の首相', 'ja').wordCount).toBeGreaterThan(1);
    expect(lengthOf('', 'en').wordCount).toBe(0);
  });

  it('counts characters as readers do', () => {
    expect(lengthOf('e\u0301te\u0301 👩‍👩‍👧', 'fr').charCount).toBe(5);
  });
});
