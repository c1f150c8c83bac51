import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/desk/imports/schema.ts';
import { refuseRows } from '../../support/broken.ts';
import { deskOf, detailsOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';

function item(name: string) {
  return {
    uri: `tag:wire.example,2026:${name}`,
    type: 'text',
    version: '1',
    language: 'en',
    headlines: [{ role: 'main', value: name }],
    bodies: [{ role: 'main', contentType: 'text/plain', value: 'A text.' }],
  };
}

const items = ['One', 'Boom', 'Two', 'Three'].map(item);

async function givenDesk() {
  const house = await openHouse({ seed: 'none' });
  return { house, desk: await deskOf(house, 'chief') };
}

describe('an item at which the server fails', () => {
  it.each(['', '?dryRun=true', '?publish=true'])(
    'costs no other its place in the report: %s',
    async (query) => {
      const { house, desk } = await givenDesk();
      await refuseRows(house, 'articles', "NEW.headline = 'Boom'");
      const answer = await desk.send('POST', `/imports${query}`, { body: items });
      expect(answer.statusCode, answer.body).toBe(200);
      const { results, totals } = answer.json<ImportReport>();
      expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'failed', 'created', 'created']);
      expect(totals).toMatchObject({ items: 4, created: 3, failed: 1 });
      expect(results[1]!.errors).toEqual([
        {
          pointer: '',
          detail: 'The server failed at this item; its log says why. Nothing of it was saved: send it again.',
        },
      ]);
      expect((await desk.send('GET', '/articles?count=true')).json().page.total).toBe(
        query.includes('dry') ? 0 : 3,
      );
    },
  );

  it('is saved where only its publication fails, and the report says so', async () => {
    const { house, desk } = await givenDesk();
    await refuseRows(house, 'live_articles', "NEW.slug = 'boom'");
    const answer = await desk.send('POST', '/imports?publish=true', { body: items });
    const { results } = answer.json<ImportReport>();
    expect(results.map(({ outcome, published }) => [outcome, published])).toEqual([
      ['created', true],
      ['created', false],
      ['created', true],
      ['created', true],
    ]);
    expect(detailsOf(results[1]!.notes)).toEqual([
      'Not published: the server failed at it; its log says why.',
    ]);
  });
});
