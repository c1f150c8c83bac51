import { describe, expect, it } from 'vitest';
import type { DeskArticle } from '../../../../src/desk/show/desk-article.ts';
import type { Body } from '../../../../src/library/body/schema.ts';
import { linesOf } from '../../../library/body/reading.ts';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';

/** What the desk says that a text becomes, and what is not kept of it. */
async function read(text: { bodyHtml: string } | { bodyMarkdown: string }) {
  const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
  const answer = await desk.send('POST', '/articles?dryRun=true', { body: { headline: 'One', ...text } });
  expect(answer.statusCode).toBe(201);
  const { body, notes = [] } = answer.json<DeskArticle>();
  return { lines: linesOf(body as Body), notes: notes.map(({ name, detail }) => `${name}: ${detail}`) };
}

describe('a table of Markdown', () => {
  it.each([
    ['| P | S |\n|---|---|\n| Lab | 202 | 411 |', ['P', 'S', ''], ['Lab', '202', '411']],
    ['> | P |\n> |---|\n> | a\\|b | c\\| |', ['P', ''], ['a|b', 'c|']],
    ['- | P |\n  |---|\n  | `a|b` | c', ['P', '', ''], ['`a', 'b`', 'c']],
  ])('keeps the cells that its head has none for: %j', async (bodyMarkdown, ...rows) => {
    const { lines, notes } = await read({ bodyMarkdown });
    expect(notes).toEqual([]);
    expect(lines).toEqual([`table ${JSON.stringify({ header: true, rows })}`]);
  });
});
