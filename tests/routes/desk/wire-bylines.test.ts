import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/desk/imports/schema.ts';
import { deskOf } from '../../support/desk.ts';
import { givenByline } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';

type Known = string[];

/** What becomes of a printed line: the bylines, the line that is printed beside them, and what is noted of it. */
async function imported(by: string, { language = 'en', known = [] as Known } = {}) {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, 'admin');
  for (const name of known) await givenByline(house, { name });
  const item = {
    ...{ uri: 'tag:wire.example,2026:1', type: 'text', version: '1', language, by },
    headlines: [{ role: 'main', value: 'Ferry Returns' }],
    bodies: [{ role: 'main', contentType: 'text/plain', value: 'It is back.' }],
  };
  const answer = await desk.send('POST', '/imports?createRecords=true', { body: item });
  const [result] = answer.json<ImportReport>().results;
  const { bylines, bylineText } = await desk.read(result!.article!);
  return {
    names: bylines.map(({ byline }) => `${byline.name} (${byline.kind})`),
    bylineText,
    notes: result!.notes.map(({ name, pointer }) => `${name} ${pointer}`),
  };
}

const [isNew, isWhole] = ['recordCreated /by', 'bylineAsPrinted /by'];

describe('a printed byline', () => {
  it.each([
    ['Por José Ortega y Gasset', 'es', ['José Ortega y Gasset (person)'], [isNew, isWhole]],
    ['Procter & Gamble Newsroom', 'en', ['Procter & Gamble Newsroom (desk)'], [isNew, isWhole]],
    ['By Jane Doe', 'en', ['Jane Doe (person)'], [isNew]],
    ['Von Jörg Groß', 'de', ['Jörg Groß (person)'], [isNew]],
    // Before one word it is a part of the name.
    ['Di Stefano', 'it', ['Di Stefano (person)'], [isNew]],
    // In another language nobody knows, and a place is no part of a name.
    ['Von Jörg Groß', 'en', [], [isWhole]],
    ['Por José Ortega y Gasset', 'en', [], [isWhole]],
    ['Par Jean Dupont', 'en', [], [isWhole]],
    ['Por Redacción', 'es', [], [isWhole]],
    ['Jane Doe in Berlin', 'en', [], [isWhole]],
    ['Von Hans Meier in Berlin', 'de', [], [isWhole]],
    ['Par Marie Curie', 'fr', ['Marie Curie (person)'], [isNew]],
    // Plainly several, or none: nobody is made up.
    ['By Jane Doe and John Roe', 'en', [], [isWhole]],
    ['Jane Doe, Tokyo', 'en', [], [isWhole]],
    ['futurezone/KN', 'de', [], [isWhole]],
    ['見本 花子、見本 太郎', 'ja', [], [isWhole]],
  ])('%s (%s) makes %j', async (by, language, names, notes) => {
    const result = await imported(by, { language });
    expect(result).toMatchObject({ names, notes });
    expect(result.bylineText ?? by).toBe(by);
  });

  it('is split where all its parts are known, and not where one is', async () => {
    const by = 'By Jane Doe and John Roe';
    expect(await imported(by, { known: ['Jane Doe', 'John Roe'] })).toEqual({
      ...{ names: ['Jane Doe (person)', 'John Roe (person)'], bylineText: by, notes: [] },
    });
    expect(await imported(by, { known: ['Jane Doe'] })).toEqual({
      ...{ names: [], bylineText: by, notes: [isWhole] },
    });
  });

  it('is one where the whole is known', async () => {
    const known = ['José Ortega y Gasset', 'José Ortega', 'Gasset'];
    expect(await imported('Por José Ortega y Gasset', { language: 'es', known })).toMatchObject({
      names: ['José Ortega y Gasset (person)'],
      notes: [],
    });
  });
});
