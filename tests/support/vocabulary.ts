/** A small list of subjects in the form of IPTC's files; its codes are ours. */
import { loadVocabulary } from '../../src/library/subjects/load.ts';
import { readVocabulary } from '../../src/library/subjects/vocabulary.ts';
import type { Newsroom } from './given.ts';

const topics = 'http://cv.iptc.org/newscodes/mediatopic/';
const formerCodes = 'http://cv.iptc.org/newscodes/subjectcode/';
const wikidata = 'https://www.wikidata.org/entity/';

export const transport = 'medtop:90000000';
export const buses = 'medtop:90000001';
export const nightBuses = 'medtop:90000002';
/** Retired: light rail means the same. */
export const trams = 'medtop:90000003';
export const lightRail = 'medtop:90000004';
/** Retired, and nothing means the same. */
export const horseBuses = 'medtop:90000005';
/** In no vocabulary. */
export const unknownSubject = 'medtop:99999999';

const retired = '2026-01-01T12:00:00+00:00';

/** One language of the list, as the text of its file. */
export function vocabularyFile(
  locale: 'en-GB' | 'de' = 'en-GB',
  { dateReleased = '2026-03-31T12:00:00+00:00', ...changes }: Record<string, unknown> = {},
): string {
  const all: Record<string, { de?: string; [part: string]: unknown }> = {
    transport: { de: 'Verkehr', exactMatch: [`${formerCodes}99000000`] },
    buses: { de: 'Busse', broader: [`${topics}90000000`], exactMatch: [`${formerCodes}99001000`] },
    'night buses': { de: 'Nachtbusse', broader: [`${topics}90000001`] },
    trams: {
      broader: ['medtop:90000000'],
      retired,
      exactMatch: [`${formerCodes}99002000`, `${wikidata}Q1`],
    },
    'light rail': { broader: [`${topics}90000000`], exactMatch: [`${wikidata}Q1`] },
    'horse buses': { broader: [`${topics}90000001`], retired, closeMatch: [`${formerCodes}99001001`] },
  };
  const conceptSet = Object.entries(all).map(([name, { de, ...concept }], index) => ({
    qcode: `medtop:9000000${index}`,
    uri: `${topics}9000000${index}`,
    prefLabel: locale === 'de' ? (de === undefined ? {} : { de }) : { [locale]: name },
    ...concept,
  }));
  return JSON.stringify({ uri: topics, dateReleased, conceptSet, ...changes });
}

/** Loads it in English. */
export async function givenVocabulary(house: Newsroom, file = vocabularyFile()): Promise<void> {
  await house.play((work) => loadVocabulary(work, readVocabulary(file)));
}
