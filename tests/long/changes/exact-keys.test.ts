import { expect, it } from 'vitest';
import { chanceOf } from '../../steady/chance.ts';
import { deskOf } from '../../support/desk.ts';
import type { Response } from '../../support/contract-client.ts';
import { openHouse } from '../../support/house.ts';
import { randomNewsroom, type RandomNewsroom } from './random-newsroom.ts';

const steps = 150;
const seed = Number(process.env['CHANGES_SEED'] ?? Date.now() % 1_000_000_007);

it(`names a key of every answer that differs, whatever changes (CHANGES_SEED=${seed})`, async () => {
  const house = await openHouse({ seed: 'none', site: { hasPages: true } });
  const newsroom = randomNewsroom(house, await deskOf(house, 'admin'), chanceOf(seed));
  const some = chanceOf(seed + 1);
  const kept = new Map<string, { keys: string[]; body: string }>();
  let seen = (await house.client.get('/v1/changes')).json<{ page: { next: string } }>().page.next;
  const done: string[] = [];
  let untouched = 0;
  for (let step = 1; step <= steps; step++) {
    for (const address of addressesOf(newsroom)) if (!kept.has(address)) await keep(address);
    const what = await newsroom.act();
    done.push(what);
    const named = await namedSince();
    for (const [address, { keys }] of kept)
      if (keys.some((key) => named.has(key))) kept.delete(address);
      else untouched += named.size > 0 ? 1 : 0;
    for (const address of addressesOf(newsroom)) {
      const cached = kept.get(address);
      // What was named is read anew in the next step: a part of it is enough here.
      if (!cached && some() > 0.15) continue;
      const now = await fresh(address);
      if (cached) expect([step, what, address, now]).toEqual([step, what, address, cached.body]);
      // What the server itself kept is no other either.
      const served = saidIn(await house.client.get(address));
      if (isLasting(now)) expect([step, what, address, served]).toEqual([step, what, address, now]);
    }
  }
  console.log({ seed, addresses: addressesOf(newsroom).length, untouched, steps });
  // A change of one thing does not name everything.
  expect(untouched).toBeGreaterThan(steps);

  async function keep(address: string): Promise<void> {
    const answer = await house.client.get(address);
    if (answer.statusCode >= 400 || answer.headers['cache-control'] === 'no-store') return;
    kept.set(address, { keys: String(answer.headers['surrogate-key']).split(' '), body: saidIn(answer) });
  }

  async function fresh(address: string): Promise<string> {
    return saidIn(await house.client.get(address, { headers: { cookie: 'fresh=1' } }));
  }

  async function namedSince(): Promise<Set<string>> {
    const { data, page } = (await house.client.get(`/v1/changes?after=${seen}&limit=100`)).json<{
      data: { surrogateKeys: string[] }[];
      page: { next: string; more: boolean };
    }>();
    expect(page.more).toBe(false);
    seen = page.next;
    return new Set(data.flatMap(({ surrogateKeys }) => surrogateKeys));
  }
});

/** The body, or where it leads. */
function saidIn({ headers, body }: Response): string {
  return headers.location ?? body;
}

/** Whether it says the same twice: problems name their request. */
function isLasting(body: string): boolean {
  return !body.includes('"requestId"');
}

const filterOf: Record<string, string> = {
  agencies: 'agency',
  bylines: 'byline',
  sections: 'section',
  topics: 'topic',
};

/** Every public address of what there is. */
function addressesOf({ stories, pictures, records, formerly, slugs }: RandomNewsroom): string[] {
  return [
    '/v1',
    ...stories.flatMap((id) => [
      `/v1/articles/${id}`,
      `/v1/articles/${id}?include=cards,profiles,renditions`,
      `/v1/articles/${id}/ninjs`,
      `/v1/articles/${id}/jsonld`,
      `/v1/articles/${id}/similar`,
      `/oembed?url=${encodeURIComponent(`http://localhost:3000/v1/articles/${id}`)}`,
    ]),
    ...slugs.flatMap((slug) => [
      ...['', '/ninjs', '/similar', '?locale=en', '?locale=de&fallback=true'].map(
        (form) => `/v1/articles/${slug}${form}`,
      ),
      `/oembed?url=${encodeURIComponent(`http://localhost:3000/v1/articles/${slug}`)}`,
    ]),
    ...pictures.flatMap((id) => [`/v1/media/${id}`, `/media/${id}/former/xs.jpg`]),
    ...Object.entries(formerly).flatMap(([kind, names]) =>
      names.flatMap((name) => [
        `/v1/${kind}/${name}`,
        `/feeds/${kind}/${name}/atom.xml`,
        `/v1/articles?${filterOf[kind]}=${name}`,
        `/v1/search?q=phoenix&${filterOf[kind]}=${name}`,
      ]),
    ),
    ...Object.entries(records).flatMap(([kind, ids]) => [
      `/v1/${kind}`,
      ...ids.flatMap((id) => [`/v1/${kind}/${id}`, `/feeds/${kind}/${id}/rss.xml`]),
    ]),
    ...['', '?include=body', '?breaking=true', '?sort=-updatedAt', '?locale=de'].map(
      (query) => `/v1/articles${query}`,
    ),
    ...[...records.sections, ...formerly.sections].map((name) => `/v1/corrections?section=${name}`),
    ...records.sections.map((id) => `/v1/articles?section=${id}`),
    ...records.topics.map((id) => `/v1/articles?topic=${id}`),
    ...records.bylines.map((id) => `/v1/articles?byline=${id}`),
    ...records.agencies.map((id) => `/v1/articles?agency=${id}`),
    '/v1/search?q=phoenix',
    '/v1/search?q=record',
    '/v1/search?q=caption',
    '/v1/corrections',
    '/v1/alerts',
    ...['rss.xml', 'atom.xml', 'feed.json'].map((form) => `/feeds/${form}`),
    '/sitemap.xml',
  ];
}
