import { describe, expect, it } from 'vitest';
import { kishidaSummary } from '../../../src/edition/show/examples.ts';
import { surrogateKeyOf } from '../../../src/foundation/http/answer/surrogate-keys.ts';
import { sectionType } from '../../../src/library/sections/record-type.ts';
import { patchRecord } from '../../../src/library/records/patch.ts';
import { changesOn } from '../../support/at-desk.ts';
import { deskOf } from '../../support/desk.ts';
import { givenByline, givenSection, givenStory, givenTopic } from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';

async function keysAt(house: House, address: string): Promise<[status: number, keys: string[]]> {
  const { statusCode, headers } = await house.client.get(address);
  return [statusCode, String(headers['surrogate-key']).split(' ')];
}

describe('Surrogate-Key', () => {
  it('names what a redirect leads to, and what it passes', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'admin');
    const [former, target] = [
      await givenStory(house, { headline: 'Former' }),
      await givenStory(house, { headline: 'Target' }),
    ];
    await desk.act(former, 'consolidate', { reason: 'One thing.', into: target });
    for (const form of ['', '/ninjs', '/jsonld', '/similar'])
      for (const name of ['former', former])
        expect(await keysAt(house, `/v1/articles/${name}${form}`)).toEqual([
          301,
          ['all', surrogateKeyOf(former), surrogateKeyOf(target)],
        ]);
    const card = `/oembed?url=${encodeURIComponent(`http://localhost:3000/v1/articles/${former}`)}`;
    expect((await keysAt(house, card))[1]).toContain(surrogateKeyOf(former));
  });

  it('names the record that a redirect leads to', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenSection(house, { name: 'World' });
    await house.play((work) => patchRecord(work, sectionType, id, { slug: 'globe' }));
    for (const address of ['/v1/sections/world', '/feeds/sections/world/rss.xml'])
      expect(await keysAt(house, address)).toEqual([301, ['all', surrogateKeyOf(id)]]);
  });

  it('names the records that a list is narrowed to, also where it is empty', async () => {
    const house = await openHouse({ seed: 'none' });
    const [byline, topic, section] = [
      await givenByline(house),
      await givenTopic(house),
      await givenSection(house),
    ];
    const filters = `byline=${byline}&topic=${topic}&section=${section}`;
    for (const address of [`/v1/articles?${filters}`, `/v1/search?q=nothing&${filters}`])
      expect((await keysAt(house, address))[1]).toEqual(
        expect.arrayContaining([byline, topic, section].map(surrogateKeyOf)),
      );
    expect((await keysAt(house, `/v1/corrections?section=${section}`))[1]).toContain(surrogateKeyOf(section));
  });

  it('has “all” on picture files', async () => {
    const house = await openHouse();
    const { id: picture, src } = (await house.client.get(`/v1/articles/${kishidaSummary.slug}`)).json<{
      leadMedia: { id: string; src: string };
    }>().leadMedia;
    const { pathname } = new URL(src);
    expect((await keysAt(house, pathname))[1]).toEqual(['all', surrogateKeyOf(picture)]);
    expect(await keysAt(house, pathname.replace(/\/[^/]*\/([^/]*)$/, '/former/$1'))).toEqual([
      302,
      ['all', surrogateKeyOf(picture)],
    ]);
  });
});

describe('Cache-Tag', () => {
  it('has the same keys, on every answer that has them, and is off by default', async () => {
    const house = await openHouse({ cacheTag: true });
    const { src } = (await house.client.get(`/v1/articles/${kishidaSummary.slug}`)).json<{
      leadMedia: { src: string };
    }>().leadMedia;
    const section = (await house.client.get('/v1/sections')).json<{ data: { id: string }[] }>().data[0]!.id;
    await house.play((work) => patchRecord(work, sectionType, section, { slug: 'elsewhere' }));
    const moved = '/v1/sections/world';
    for (const address of ['/v1/articles', '/v1/articles', '/feeds/rss.xml', new URL(src).pathname, moved]) {
      const { headers } = await house.client.get(address);
      expect(headers['surrogate-key']).toMatch(/^all /);
      expect(headers['cache-tag']).toBe(String(headers['surrogate-key']).replaceAll(' ', ','));
    }
    const { headers } = await house.client.get('/problems');
    expect(headers['cache-tag']).toBeUndefined();
    const other = await (await openHouse()).client.get('/v1/articles');
    expect(other.headers['cache-tag']).toBeUndefined();
  });
});

describe('a change', () => {
  it('of a section names the corrections in it', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenSection(house);
    await house.play((work) => patchRecord(work, sectionType, id, { hidden: true }));
    expect((await changesOn(house, id)).at(-1)!.keys).toContain('corrections');
  });

  it('is told where a record is deleted that lists may be narrowed to, and of no other hidden one', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'admin');
    const [known, secret] = [await givenByline(house), await givenByline(house, { hidden: true })];
    for (const [id, change] of [
      [known, { hidden: true }],
      [secret, { name: 'Nobody' }],
    ] as const) {
      const { headers } = await desk.send('GET', `/bylines/${id}`);
      await desk.send('PATCH', `/bylines/${id}`, { etag: String(headers.etag), body: change });
    }
    const list = `/v1/articles?byline=${known}`;
    expect((await house.client.get(list)).statusCode).toBe(200);
    for (const id of [known, secret]) {
      const { headers } = await desk.send('GET', `/bylines/${id}`);
      await desk.send('DELETE', `/bylines/${id}`, { etag: String(headers.etag) });
    }
    expect((await house.client.get(list)).statusCode).toBe(422);
    expect((await changesOn(house, known)).map(({ state }) => state)).toEqual([null, 'hidden', 'deleted']);
    expect(await changesOn(house, secret)).toEqual([]);
  });
});
