/** What a refused item leaves: its record, and nothing that was made for it. */
import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/desk/imports/schema.ts';
import { deskOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';

function item(name: string, fields: object = {}) {
  return {
    ...{ uri: `tag:wire.example,2026:${name}`, type: 'text', version: '1', language: 'en' },
    headlines: [{ value: name }],
    bodies: [{ contentType: 'text/plain', value: 'A text.' }],
    ...fields,
  };
}

const original = item('Original');
/** Refused: a translation in the language of its original. */
const refused = item('Translation', {
  by: 'Zora Quill',
  subjects: [{ name: 'Quux Topic' }],
  associations: [{ name: 'a', uri: original.uri, type: 'text', rel: 'translationOf' }],
});

describe('an item that is refused', () => {
  it('leaves no records behind, and says which names its record is without', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'admin');
    async function sendOne(body: object) {
      const answer = await desk.send('POST', '/imports?createRecords=true', { body });
      return answer.json<ImportReport>().results[0]!;
    }
    await sendOne(original);
    const { outcome, notes, incoming } = await sendOne(refused);
    expect(outcome).toBe('refused');
    for (const records of ['bylines', 'topics'])
      expect((await house.client.get(`/v1/${records}`)).json().data).toEqual([]);
    expect(notes).toMatchObject([
      { name: 'bylineAsPrinted', pointer: '/by' },
      { name: 'referenceDropped', pointer: '/subjects/0' },
    ]);
    const { sent } = (await desk.send('GET', `/incoming/${incoming}`)).json();
    expect(sent).toMatchObject({ bylineText: 'Zora Quill', bylines: [], topics: [] });
  });
});
