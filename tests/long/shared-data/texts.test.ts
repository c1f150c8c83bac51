import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Note } from '../../../src/library/notes.ts';
import { deskOf, type Desk } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';
import { allFiles, wayOf } from './files.ts';
import { readers, type Sent } from './texts.ts';
import { attributesIn, missingOf, visibleIn, wordsOf } from './words.ts';

/** What says nothing of a text, as its kind and its value, and why. */
const carriesNothing: [RegExp, string][] = [
  [/^href: #/, 'leads to a place in the page, as the docs say'],
  [/^comment: \/?wp:/, 'what the editor of WordPress writes around its blocks'],
];

describe('every file of the shared data', () => {
  it('is listed: how it is sent, or why not', (context) => {
    const unlisted = allFiles(context).filter(({ name }) => wayOf(name) === undefined);
    expect(unlisted.map(({ name }) => name)).toEqual([]);
  });
});

describe('every text of the shared data', () => {
  it('arrives whole, or a note says what was left out', async (context) => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'chief');
    const lost: string[] = [];
    for (const { name, path } of allFiles(context)) {
      const way = wayOf(name);
      if (typeof way !== 'string' || way === 'ninjs' || way === 'picture') continue;
      const stories = readers[way](readFileSync(path, 'utf8'));
      // Some feeds and exports hold no story.
      if (stories.length === 0 && way !== 'feed' && way !== 'wxr')
        lost.push(`${name}: nothing in it was sent`);
      for (const story of stories)
        lost.push(...(await lostOf(desk, story)).map((what) => `${name}: ${what}`));
    }
    expect(lost).toEqual([]);
  });
});

/** What of a story is neither kept nor told. */
async function lostOf(desk: Desk, { headline, ...texts }: Sent): Promise<string[]> {
  const filled = Object.entries(texts).filter(([, text]) => text.trim() !== '');
  const text = Object.fromEntries(filled) as typeof texts;
  const sent = { headline: headline.trim().replaceAll(/\s+/g, ' ') || 'Without a headline', ...text };
  const answer = await desk.send('POST', '/articles', { body: sent });
  if (answer.statusCode !== 201) return [answer.body];
  const { id, notes = [] } = answer.json<{ id: string; notes?: Note[] }>();
  const kept = (await desk.send('GET', `/articles/${id}?body=html`)).json<{
    headline: string;
    bodyHtml?: string;
  }>();
  const html = kept.bodyHtml ?? '';
  const told = notes.map(({ detail }) => detail).join('\n');
  const shown = text.bodyHtml === undefined ? (text.bodyText ?? '') : visibleIn(text.bodyHtml);
  const all = [visibleIn(html), ...attributesIn(html).map(({ value }) => value), told].join('\n');
  return [
    ...missingOf(wordsOf(sent.headline), wordsOf(kept.headline)),
    ...missingOf(wordsOf(shown), wordsOf(`${visibleIn(html)} ${told}`)),
    ...attributesIn(text.bodyHtml ?? '')
      .filter(({ value }) => !all.includes(value.trim()) && !all.includes(encodeURI(value.trim())))
      .map(({ name, value }) => `${name}: ${value.trim()}`)
      .filter((one) => !carriesNothing.some(([pattern]) => pattern.test(one))),
  ];
}
