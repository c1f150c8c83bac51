/** The same newsroom on both engines gives the same answers. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeKey } from '../../../src/access/key.ts';
import { openNewsroom } from '../../../src/main/newsroom.ts';
import { standingClock } from '../../support/clock.ts';
import { documentOf, isStream, shownOperations } from '../../support/contract.ts';
import { type House, openHouse } from '../../support/house.ts';
import { programs, startServer } from '../../support/postgres-server.ts';
import { sendShown } from '../../support/send-shown.ts';
import { settings } from '../../support/settings.ts';

const { secret: adminApiKey } = makeKey();

/** What is asked before and after everything was done: every sort, filter and search, and what is refused. */
const reads = [
  ...['publishedAt', '-publishedAt', 'updatedAt', '-updatedAt'].flatMap((sort) =>
    [
      '',
      '&section=world',
      '&agency=reuters,kyodo',
      '&topic=nato',
      '&kind=story,brief',
      '&locale=en,ja',
      '&breaking=true',
    ].map((filter) => `/v1/articles?sort=${sort}&limit=3&count=true${filter}`),
  ),
  '/v1/articles?include=body&limit=100',
  '/v1/articles?section=world,sport&topic=nato',
  '/v1/articles?subject=medtop:11000000&urgencyMax=5',
  '/v1/articles?cursor=wrong&limit=0',
  ...[
    'kishida',
    'nato summit',
    '"nato summit"',
    'ki*',
    'kishida OR tokyo',
    'summit -nato',
    'ギシダ',
    '岸田',
    'größe',
    'the',
  ].flatMap((q) =>
    ['relevance', '-publishedAt', 'publishedAt'].map(
      (sort) => `/v1/search?q=${encodeURIComponent(q)}&sort=${sort}&count=true`,
    ),
  ),
  ...['agencies', 'bylines', 'sections', 'topics', 'media', 'alerts', 'corrections'].map(
    (list) => `/v1/${list}?count=true`,
  ),
  ...['rss.xml', 'atom.xml', 'feed.json'].map((feed) => `/feeds/${feed}`),
  '/sitemap.xml',
  '/news-sitemap.xml',
];
const deskReads = [
  ...[
    'articles',
    'media',
    'agencies',
    'bylines',
    'sections',
    'topics',
    'alerts',
    'incoming',
    'events',
    'keys',
    'actors',
    'schedule',
    'lists',
  ].map((list) => `/v1/desk/${list}?count=true&limit=50`),
  '/v1/desk/search?q=kishida&count=true',
  '/v1/desk/articles?q=story&sort=createdAt',
];

/** Everything that a newsroom answers to these, with what is made by chance as its number of appearance. */
async function answersOf(house: House): Promise<{ asked: string; status: number; body: string }[]> {
  const key = { authorization: `Bearer ${adminApiKey}` };
  const told: { asked: string; status: number; body: string }[] = [];
  function tell(asked: string, { statusCode, body }: { statusCode: number; body: string }): void {
    told.push({ asked, status: statusCode, body });
  }
  async function readAll(): Promise<void> {
    for (const url of reads) tell(url, await house.app.inject(url));
    for (const url of deskReads) tell(url, await house.app.inject({ url, headers: key }));
  }
  await readAll();
  for (const shown of shownOperations(documentOf(house.app))) {
    if (isStream(shown.operation)) continue;
    // What is made in one moment is in the order of ids that are made by chance.
    house.clock.advance(1_000);
    tell(shown.operation.operationId, await sendShown(house, shown, key));
  }
  await readAll();
  return told.map((one) => ({ ...one, body: withoutChance(one.body) }));
}

/** Ids, secrets and tags are made by chance or from those. */
function withoutChance(body: string): string {
  const known = new Map<string, number>();
  // When a key was last used is written some time later.
  return body
    .replaceAll(/,"lastUsedAt":"[^"]*"/g, '')
    .replaceAll(
      /"next":"[^"]*"|[a-z]+_[0-9a-hjkmnp-tv-z]{26}|[0-9a-f]{8}-[0-9a-f-]{27}|dl_\w+|whsec_[\w+/=]+|[\w-]{43,}|W?\/?\\?"[\w-]{20,}\\?"|"[A-Za-z0-9]{8}"|cursor=[\w.%-]+/g,
      (text) => {
        const number = known.get(text) ?? known.size;
        known.set(text, number);
        return `<${number}>`;
      },
    );
}

async function givenNewsroom(databaseUrl: string, folder: string): Promise<House> {
  const clock = standingClock(settings.openedAt);
  const database = await openNewsroom({
    config: {
      databaseUrl,
      mediaDir: join(folder, 'media'),
      seed: 'samples',
      site: settings.site,
      adminApiKey,
    },
    clock,
  });
  return openHouse({
    copiesPictures: true,
    after: { file: databaseUrl, clock, close: () => database.close() },
  });
}

describe.skipIf(!programs)('a newsroom on either engine', () => {
  it('answers the same to everything that the docs show, and to every list and search', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dateline-engines-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const server = await startServer();
    onTestFinished(server.remove);
    const inFile = await answersOf(await givenNewsroom(join(folder, 'dateline.db'), join(folder, 'one')));
    const onServer = await answersOf(await givenNewsroom(server.url, join(folder, 'other')));
    expect(inFile.filter(({ status }) => status < 300).length).toBeGreaterThan(200);
    for (const [index, answer] of onServer.entries()) expect(answer).toEqual(inFile[index]);
  });
});
