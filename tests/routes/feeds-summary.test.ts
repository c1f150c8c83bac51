import { describe, expect, it } from 'vitest';
import { givenStory } from '../support/given.ts';
import { openHouse } from '../support/house.ts';
import { withKeys } from '../../src/library/body/keys.ts';
import type { BlockIn } from '../../src/library/body/schema.ts';

function paragraph(text: string, more: Partial<Extract<BlockIn, { _type: 'block' }>> = {}): BlockIn {
  return { _type: 'block', children: [{ _type: 'span', text }], ...more };
}

/** The summary of a story without a standfirst, in JSON Feed, Atom and RSS. */
async function summaryOf(blocks: BlockIn[]): Promise<string> {
  const house = await openHouse({ seed: 'none' });
  await givenStory(house, { headline: 'One', body: withKeys(blocks) });
  const [json, atom, rss] = await Promise.all(
    ['feed.json', 'atom.xml', 'rss.xml'].map(async (file) => (await house.client.get(`/feeds/${file}`)).body),
  );
  const { summary = '' } = (JSON.parse(json!) as { items: { summary?: string }[] }).items[0]!;
  expect(atom).toContain(summary);
  expect(rss).toContain(summary);
  return summary;
}

describe('the summary of a story without a standfirst', () => {
  it('is its first paragraph, whatever stands before it', async () => {
    const blocks: BlockIn[] = [
      paragraph('A heading', { style: 'h2' }),
      { _type: 'table', rows: [['1', '2']] },
      { _type: 'embed', url: 'https://v.example/1', title: 'A film' },
      { _type: 'note', text: 'A note' },
      paragraph('An item', { listItem: 'bullet' }),
      paragraph(' \u200b'),
      paragraph('A paragraph.'),
    ];
    expect(await summaryOf(blocks)).toBe('A paragraph.');
  });

  it('is no address, and no link in place of a picture', async () => {
    const link = { _type: 'link' as const, _key: 'l1', href: 'https://x.example/a.jpg' };
    const blocks: BlockIn[] = [
      paragraph('https://youtu.be/abc'),
      {
        _type: 'block',
        children: [{ _type: 'span', text: 'A man on a horse', marks: ['l1'] }],
        markDefs: [link],
      },
      paragraph('Real words.'),
    ];
    expect(await summaryOf(blocks)).toBe('Real words.');
  });

  it('is the first item of a list where there is no paragraph', async () => {
    expect(
      await summaryOf([paragraph('A', { style: 'h2' }), paragraph('An item', { listItem: 'number' })]),
    ).toBe('An item');
  });

  it('is never cut within a character', async () => {
    const summary = await summaryOf([paragraph(`${'x'.repeat(395)}👩‍🚒👩‍🚒`)]);
    expect(summary).toBe(`${'x'.repeat(395)}…`);
  });

  it('is cut after a word, and not far back in a script without spaces', async () => {
    expect(await summaryOf([paragraph('Words '.repeat(100))])).toBe(`${'Words '.repeat(66)}…`);
    expect(await summaryOf([paragraph(`昨日 ${'首'.repeat(500)}`)])).toBe(`昨日 ${'首'.repeat(395)}…`);
  });
});
