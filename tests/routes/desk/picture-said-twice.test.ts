/** Pictures whose files say the same property more than once. */
import { describe, expect, it } from 'vitest';
import type { Note } from '../../../src/library/notes.ts';
import { deskOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';
import {
  drawing,
  drawingWith,
  iim,
  photoshopResources,
  upload,
  withSegments,
} from '../../support/pictures.ts';

async function uploaded(bytes: Buffer) {
  const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
  const answer = await upload(desk, [{ bytes }]);
  expect(answer.statusCode).toBe(201);
  const [{ media, notes = [] }] = answer.json().data;
  return { media, notes };
}

type Datasets = [dataset: number, words: string][];

function block(datasets: Datasets): Buffer {
  const content = iim(datasets.map(([dataset, words]) => [2, dataset, Buffer.from(words)]));
  return photoshopResources([[0x0404, content]]);
}

/** A JPEG with an APP13 segment for each of these lists of blocks. */
async function withBlocks(...segments: Buffer[][]): Promise<Buffer> {
  const head = Buffer.from('Photoshop 3.0\0', 'latin1');
  return withSegments(
    await drawing().jpeg().toBuffer(),
    segments.map((blocks) => [0xed, Buffer.concat([head, ...blocks])]),
  );
}

describe('IPTC IIM in several blocks', () => {
  const first = block([
    [120, 'A dot on paper'],
    [25, 'dots'],
  ]);
  const second = block([
    [80, 'Jane Doe'],
    [116, '(c) Jane Doe'],
    [40, 'No archive'],
    [25, 'dots'],
    [25, 'paper'],
  ]);
  it.each([
    ['of two segments', [[first], [second]]],
    ['of one segment', [[first, second]]],
  ])('is read from all blocks %s', async (_, segments) => {
    const { media, notes } = await uploaded(await withBlocks(...segments));
    expect(media).toMatchObject({
      captions: [{ caption: 'A dot on paper' }],
      creators: [{ name: 'Jane Doe' }],
      rights: { notice: '(c) Jane Doe' },
      instructions: 'No archive',
      keywords: ['dots', 'paper'],
    });
    expect(notes).toEqual([]);
  });

  it('is kept as it is said first, with a note where a later block says otherwise', async () => {
    const { media, notes } = await uploaded(
      await withBlocks([block([[120, 'A dot']])], [block([[120, 'A line']])]),
    );
    expect(media.captions).toMatchObject([{ caption: 'A dot' }]);
    expect(notes).toEqual([
      {
        name: 'fieldDropped',
        path: 'IIM Caption/Abstract',
        detail: 'The file says it more than once; the first is kept, and not "A line".',
      },
    ]);
  });
});

function inLanguages(property: string, ...texts: [tag: string, words: string][]): string {
  const items = texts.map(([tag, words]) => `<rdf:li xml:lang="${tag}">${words}</rdf:li>`);
  return `<${property}><rdf:Alt>${items.join('')}</rdf:Alt></${property}>`;
}

function told(notes: Note[]): string[] {
  return notes.map(({ path, detail }) => `${path}: ${detail}`).toSorted();
}

describe('a property in several languages', () => {
  it('is noted where the default says other words than its language, and than what has no language', async () => {
    const { media, notes } = await uploaded(
      await drawingWith(
        inLanguages(
          'dc:description',
          ['x-default', 'Default words 40'],
          ['en', 'English words 14'],
          ['c', 'Third words 9'],
        ),
      ),
    );
    expect(media.captions).toMatchObject([{ locale: 'en', caption: 'English words 14' }]);
    expect(told(notes)).toEqual([
      'dc:description (xml:lang="c"): The file has another text in no language, which comes before "Third words 9".',
      'dc:description (xml:lang="x-default"): The file has another text in en, which comes before "Default words 40".',
    ]);
  });

  it('is silent where the default repeats one of them', async () => {
    const { media, notes } = await uploaded(
      await drawingWith(
        inLanguages('dc:description', ['x-default', 'Ein Punkt'], ['de', 'Ein Punkt'], ['en', 'A dot']),
      ),
    );
    expect(media.captions).toMatchObject([
      { locale: 'de', caption: 'Ein Punkt' },
      { locale: 'en', caption: 'A dot' },
    ]);
    expect(notes).toEqual([]);
  });

  it('is noted where one of them is kept: of rights and of terms', async () => {
    const { media, notes } = await uploaded(
      await drawingWith(
        inLanguages('dc:rights', ['x-default', '(c) Doe'], ['en', '(c) Doe'], ['de', 'Nur mit Doe']) +
          inLanguages('xmpRights:UsageTerms', ['en', 'Not for sale'], ['de', 'Kein Archiv']),
      ),
    );
    expect(media.rights).toMatchObject({ notice: '(c) Doe', usageTerms: 'Not for sale' });
    expect(told(notes)).toEqual([
      'dc:rights (xml:lang="de"): Another text of this property is kept, and not "Nur mit Doe".',
      'xmpRights:UsageTerms (xml:lang="de"): Another text of this property is kept, and not "Kein Archiv".',
    ]);
  });
});
