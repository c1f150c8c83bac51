import { expect, it } from 'vitest';
import { listsHtml } from '../../../src/library/body/writing/list-html.ts';

it('a long list is written without reading it again for each item', () => {
  let reads = 0;
  const items = Array.from({ length: 2000 }, (_, index) => ({
    listItem: 'bullet' as const,
    get level() {
      reads += 1;
      return 1 + (index % 2);
    },
  }));
  expect(listsHtml(items, () => 'a')).toBe(`<ul>${'<li>a<ul><li>a</li></ul></li>'.repeat(1000)}</ul>`);
  expect(reads).toBeLessThan(items.length * 5);
});
