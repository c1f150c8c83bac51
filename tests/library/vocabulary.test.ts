import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readVocabulary } from '../../src/library/subjects/vocabulary.ts';
import { sharedFile } from '../support/shared.ts';
import { vocabularyFile } from '../support/vocabulary.ts';

function replacements(file: string): Record<string, string | null> {
  return Object.fromEntries(
    readVocabulary(file)
      .subjects.filter(({ retired }) => retired)
      .map(({ code, replacement }) => [code, replacement]),
  );
}

describe('the vocabulary of subjects', () => {
  it('is read with names, what is above each, and what is used instead of retired ones', () => {
    const { releasedAt, locales, subjects } = readVocabulary(vocabularyFile());
    expect([releasedAt, locales]).toEqual([Date.parse('2026-03-31T12:00:00Z'), ['en-GB']]);
    expect(subjects).toHaveLength(6);
    expect(subjects[2]).toEqual({
      code: 'medtop:90000002',
      names: { 'en-GB': 'night buses' },
      broader: 'medtop:90000001',
      retired: false,
      replacement: null,
      formerCode: null,
      releasedAt,
    });
    expect(replacements(vocabularyFile())).toEqual({
      // The same in Wikidata; and the nearest in use above it.
      'medtop:90000003': 'medtop:90000004',
      'medtop:90000005': 'medtop:90000001',
    });
  });

  it.each([
    ['<rdf:RDF/>', 'It is XML: choose the JSON file of the same list.'],
    ['# Media Topics', /^It is not JSON: /],
    ['[]', /^It is not IPTC's list of Media Topics: /],
    ['{"name": "dateline"}', /^It is not IPTC's list of Media Topics: uri /],
    [vocabularyFile('de', { conceptSet: [] }), /^It is not IPTC's list of Media Topics: conceptSet /],
    [
      vocabularyFile('de', { uri: 'http://cv.iptc.org/newscodes/genre/' }),
      /^It is not IPTC's list of Media Topics: uri /,
    ],
    [
      vocabularyFile('de', { conceptSet: [{ qcode: 'medtop:90000000' }] }),
      'It names its subjects in no language.',
    ],
  ])('is not %.40s', (file, said) => {
    expect(() => readVocabulary(file)).toThrow(said);
  });

  it('ends with what is above itself in a broken file', () => {
    const conceptSet = ['1', '2'].map((digit) => ({
      qcode: `medtop:9000000${digit}`,
      prefLabel: { en: 'round' },
      broader: [`medtop:9000000${digit === '1' ? '2' : '1'}`],
      retired: true,
    }));
    expect(replacements(vocabularyFile('de', { conceptSet }))).toEqual({
      'medtop:90000001': null,
      'medtop:90000002': null,
    });
  });

  it('is what IPTC publishes', (context) => {
    const file = sharedFile(context, 'mediatopics/cptall-en-US.json');
    const { locales, subjects } = readVocabulary(readFileSync(file, 'utf8'));
    expect([subjects.length, locales]).toEqual([1370, ['en-US']]);
    const retired = subjects.filter((one) => one.retired);
    expect(retired).toHaveLength(270);
    expect(retired.filter(({ replacement }) => replacement === null)).toEqual([]);
    const inUse = new Set(subjects.filter((one) => !one.retired).map(({ code }) => code));
    expect(retired.every(({ replacement }) => inUse.has(replacement!))).toBe(true);
    // As IPTC said when it retired sports facilities.
    expect(retired.find(({ code }) => code === 'medtop:20000559')?.replacement).toBe('medtop:20001126');
  });
});
