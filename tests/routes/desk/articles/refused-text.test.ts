import { describe, expect, it } from 'vitest';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';

async function refusalOf(body: object): Promise<unknown> {
  const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
  const answer = await desk.send('POST', '/articles', { body: { headline: 'One', ...body } });
  expect(answer.statusCode).toBe(422);
  return answer.json().errors;
}

describe('a text that is too much names the place', () => {
  it.each([
    [
      { bodyHtml: `<p>One.</p>\n<p>${'<b>a</b>'.repeat(10_000)}</p>` },
      '/bodyHtml',
      'bodyHtml must not hold more than 10,000 elements: the limit is reached in line 2, character 79988, at "<b>a</b><b>a</b>',
    ],
    [
      { bodyMarkdown: `One.\n\n${'[a](b) '.repeat(600)}` },
      '/bodyMarkdown',
      'bodyMarkdown must not hold more than 1,000 signs that may stand for emphasis, code, links or tags in one paragraph: ' +
        'the limit is reached in line 3, at "[a](b) [a](b)',
    ],
    [
      { bodyHtml: `<p>One.</p><table><tr><td>Wide</td>${'<td>a</td>'.repeat(50)}</tr></table>` },
      '/bodyHtml',
      'Part 2 of the text, "Wide a a',
    ],
    [
      { bodyHtml: `<p>One.</p><table><tr><td>a</td><td>${'Wide '.repeat(5000)}</td></tr></table>` },
      '/bodyHtml',
      'the cell in row 1, column 2, must have at most 20000 characters',
    ],
    [
      { bodyHtml: '<p>One.</p>'.repeat(2100) },
      '/bodyHtml',
      'Part 2001 of the text, "One.": there must not be more than 2,000 parts',
    ],
  ])('%#', async (body, pointer, detail) => {
    expect(await refusalOf(body)).toEqual([{ pointer, detail: expect.stringContaining(detail) }]);
  });
});
