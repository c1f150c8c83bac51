/** Notes on parts of an item that no field of a story keeps. */
import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/desk/imports/schema.ts';
import { deskOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';
import { wireItem } from '../../support/wire-item.ts';

/** The notes on one list of an item, or on one property. */
async function notesOn(name: string, value: unknown): Promise<string[]> {
  const desk = await deskOf(await openHouse({ seed: 'none' }), 'chief');
  const body = wireItem(1, { [name]: value });
  const [result] = (await desk.send('POST', '/imports', { body })).json<ImportReport>().results;
  return result!.notes.map(({ pointer, detail }) => `${pointer}: ${detail}`);
}

const about = { uri: 'http://cv.iptc.org/newscodes/mediatopic/20000304', rel: 'about' };

describe('parts of lists', () => {
  it('are told by name where no field keeps them', async () => {
    expect(await notesOn('subjects', [about, { ...about, relevance: 80, creator: 'Machine' }])).toEqual([
      '/subjects/1: Of subjects is not kept: "relevance", "creator".',
    ]);
    expect(
      await notesOn('infoSources', [
        { name: 'Sample', role: 'supplier', contactInfo: [{ type: 'phone', value: '1' }] },
      ]),
    ).toEqual([
      '/infoSources/0: Of infoSources is not kept: "contactInfo".',
      '/infoSources/0: There is no agency "Sample" here.',
    ]);
    expect(await notesOn('headlines', [{ value: 'A', wordCount: 1, language: 'fr' }])).toEqual([
      '/headlines/0: Of headlines is not kept: "language".',
    ]);
  });

  it('are told in the place where they were sent', async () => {
    expect(await notesOn('subject', [{ code: 'medtop:20000304', parent: '20000170' }])).toEqual([
      '/subject/0: Of subjects is not kept: "parent".',
    ]);
    expect(await notesOn('person', [{ name: 'A' }, { name: 'B', rel: 'about' }])).toEqual([
      '/person/1: Of people only the names are kept, of those that are topics here.',
      ': No topic here is called "A", "B".',
    ]);
  });
});

describe('a subject that a story only mentions', () => {
  it('is kept, and how it relates is told', async () => {
    expect(await notesOn('subjects', [{ ...about, rel: 'mentions' }])).toEqual([
      '/subjects/0/rel: How it relates is not kept: "mentions".',
    ]);
  });
});

describe('a genre beside another', () => {
  it('is told, also the most general', async () => {
    expect(await notesOn('genres', [{ name: 'Current' }, { name: 'Obituary' }])).toEqual([
      '/genres/0: A story is of one kind, here obituary: the genre "Current" is left out.',
    ]);
  });
});

describe('a picture that is not here', () => {
  it('is told with the address of its largest file', async () => {
    const renditions = [
      { name: 'small', href: 'https://wire.example/s.jpg', width: 200 },
      { name: 'main', href: 'https://wire.example/l.jpg', width: 2000 },
    ];
    const uri = 'tag:wire.example,2026:picture';
    expect(await notesOn('associations', [{ name: 'main', type: 'picture', uri, renditions }])).toEqual([
      `/associations/0: A picture is not here and not shown, upload it: ${uri} (file: "https://wire.example/l.jpg")`,
    ]);
  });
});
