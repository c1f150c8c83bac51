import { parseDocument, DomUtils } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { urnOf } from '../../src/foundation/ids.ts';
import { deskOf } from '../support/desk.ts';
import { openHouse, type House } from '../support/house.ts';

const told = { reason: 'Wrong.', notice: 'It was wrong.' };
const ways = {
  withdraw: { body: told, headline: true, notice: true },
  kill: { body: told, headline: false, notice: true },
  expire: { body: { reason: 'Over.' }, headline: false, notice: false },
};

async function removed(way: keyof typeof ways): Promise<{ house: House; id: string; at: string }> {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, 'chief');
  const { id } = await desk.create({ headline: 'Secret headline' });
  await desk.act(id, 'publish', {});
  house.clock.advance(60_000);
  expect((await desk.act(id, way, ways[way].body)).statusCode).toBe(200);
  return { house, id, at: '2026-11-23T12:01:00.000Z' };
}

describe.each(Object.keys(ways) as (keyof typeof ways)[])('a story after %s', (way) => {
  function itemOf(id: string, at: string) {
    return {
      uri: urnOf(id),
      type: 'text',
      representationType: 'partial',
      versionCreated: at,
      pubStatus: 'canceled',
      ...(ways[way].notice && { edNote: 'It was wrong.' }),
      ...(ways[way].headline && { headlines: [{ role: 'main', value: 'Secret headline' }] }),
    };
  }

  it('answers 410 with a ninjs item that is cancelled', async () => {
    const { house, id, at } = await removed(way);
    const answer = await house.client.get(`/v1/articles/${id}/ninjs`);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([410, 'no-store']);
    expect(answer.json()).toEqual({
      standard: expect.objectContaining({ version: '3.1' }),
      ...itemOf(id, at),
    });
    const ld = await house.client.get(`/v1/articles/${id}/jsonld`);
    expect([ld.statusCode, ld.headers['content-type']]).toEqual([410, 'application/problem+json']);
  });

  it('stands so in the ninjs feed', async () => {
    const { house, id, at } = await removed(way);
    const { associations } = (await house.client.get('/feeds/ninjs.json')).json();
    expect(associations).toEqual([{ name: 'removed-1', ...itemOf(id, at) }]);
  });

  it('is a deleted entry in Atom', async () => {
    const { house, id, at } = await removed(way);
    const xml = parseDocument((await house.client.get('/feeds/atom.xml')).body, { xmlMode: true });
    const [entry] = DomUtils.getElementsByTagName('at:deleted-entry', xml);
    expect(entry?.attribs).toEqual({ ref: urnOf(id), when: at });
    expect(DomUtils.textContent(entry!)).toBe(ways[way].notice ? 'It was wrong.' : '');
  });
});

describe('a consolidated story', () => {
  it('is deleted from feeds, which have the other', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const [{ id }, { id: other }] = [await desk.create(), await desk.create({ headline: 'The other' })];
    for (const one of [id, other]) await desk.act(one, 'publish', {});
    await desk.act(id, 'consolidate', { into: other, reason: 'The same.' });
    expect((await house.client.get('/feeds/atom.xml')).body).toContain(`ref="${urnOf(id)}"`);
    const { associations } = (await house.client.get('/feeds/ninjs.json')).json();
    expect(associations.map(({ uri, pubStatus }: Record<string, string>) => [uri, pubStatus])).toEqual([
      [urnOf(other), 'usable'],
      [urnOf(id), 'canceled'],
    ]);
  });
});

describe('a killed story', () => {
  it('is deleted from feeds before all that ended since', async () => {
    const { house, id } = await removed('kill');
    const desk = await deskOf(house, 'chief');
    house.clock.advance(60_000);
    const ended: string[] = [];
    for (let nth = 0; nth < 51; nth += 1) {
      const story = await desk.create({ headline: `Over ${nth}` });
      await desk.act(story.id, 'publish', {});
      await desk.act(story.id, 'expire', { reason: 'Over.' });
      ended.push(urnOf(story.id));
    }
    const { associations } = (await house.client.get('/feeds/ninjs.json')).json();
    const told = associations.map(({ uri }: { uri: string }) => uri);
    expect([told[0], told.length]).toEqual([urnOf(id), 51]);
    expect(ended).toEqual(expect.arrayContaining(told.slice(1)));
    expect((await house.client.get('/feeds/atom.xml')).body).toContain(`ref="${urnOf(id)}"`);
  });
});

describe('a story with an end', () => {
  it('says so in every feed', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const { id } = await desk.create();
    await desk.act(id, 'publish', {});
    const valid = /<dcterms:valid>([^<]*)<\/dcterms:valid>/;
    async function ends() {
      const [rss, atom] = await Promise.all(
        ['rss', 'atom'].map(
          async (form) => valid.exec((await house.client.get(`/feeds/${form}.xml`)).body)?.[1],
        ),
      );
      const [item] = (await house.client.get('/feeds/feed.json')).json().items;
      const [{ expires }] = (await house.client.get('/feeds/ninjs.json')).json().associations;
      return [rss, atom, item._dateline.expiresAt, expires];
    }
    expect(await ends()).toEqual([undefined, undefined, undefined, undefined]);
    const at = '2026-12-01T00:00:00.000Z';
    await desk.act(id, 'expire', { reason: 'Over.', at });
    const told = `end=${at}; scheme=W3C-DTF`;
    expect(await ends()).toEqual([told, told, at, at]);
  });

  it('says so in ninjs and JSON-LD, whenever the end was set, and when it moves', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const { id } = await desk.create();
    async function ends() {
      const [story, ninjs, ld] = await Promise.all(
        ['', '/ninjs', '/jsonld'].map(async (form) =>
          (await house.client.get(`/v1/articles/${id}${form}`)).json(),
        ),
      );
      return [story.expiresAt, ninjs.expires, ld.expires];
    }
    const [first, second, third] = [1, 2, 3].map((day) => `2026-12-0${day}T00:00:00.000Z`);
    await desk.act(id, 'expire', { reason: 'Over.', at: first });
    await desk.act(id, 'publish', {});
    expect(await ends()).toEqual([first, first, first]);
    await desk.act(id, 'extend', { until: second });
    expect(await ends()).toEqual([second, second, second]);
    await desk.act(id, 'extend', { until: null });
    expect(await ends()).toEqual([undefined, undefined, undefined]);
    await desk.act(id, 'expire', { reason: 'Over.', at: third });
    expect(await ends()).toEqual([third, third, third]);
    const asOf = await desk.send('GET', `/articles/${id}/public?asOf=2026-11-23T12:00:00Z`);
    expect(asOf.json().article.expiresAt).toBe(third);
  });
});
