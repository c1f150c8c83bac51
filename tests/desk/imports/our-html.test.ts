import { describe, expect, it } from 'vitest';
import { fromOurHtml } from '../../../src/desk/imports/formats/ninjs/html.ts';
import { withKeys } from '../../../src/library/body/keys.ts';
import { toHtml } from '../../../src/library/body/writing/to-html.ts';

describe('HTML of our own export', () => {
  it('brings every embed back with its own site, title and caption', () => {
    const body = withKeys([
      {
        _type: 'embed',
        url: 'https://twitter.com/a/status/12',
        provider: 'twitter',
        caption: 'We go.\n— A (@a)',
      },
      { _type: 'embed', url: 'https://v.example/1', title: 'A film' },
      { _type: 'embed', url: 'https://v.example/2', provider: 'video', caption: 'Another' },
    ]);
    expect(fromOurHtml(toHtml(body as never))).toEqual(body);
  });
});
