import { connect, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { system } from '../../../src/access/system.ts';
import { scheduleArticle } from '../../../src/desk/release/schedule.ts';
import { unpublishArticle } from '../../../src/desk/release/unpublish.ts';
import type { Work } from '../../../src/foundation/database/database.ts';
import { engineAt } from '../../../src/foundation/database/engines/engine-at.ts';
import { createApp } from '../../../src/main/app.ts';
import { bylineType } from '../../../src/library/bylines/record-type.ts';
import { patchRecord } from '../../../src/library/records/patch.ts';
import {
  givenAlert,
  givenByline,
  givenCopy,
  givenPicture,
  givenSection,
  givenStory,
  givenUpdate,
} from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';
import { onPostgres } from '../../support/postgres.ts';
import { settings } from '../../support/settings.ts';
import { wireTo } from '../../support/wire.ts';

/** Another server on the same database, as far as that can tell. */
async function neighbourOf(house: House) {
  const database = await (await engineAt(house.file)).open({ clock: house.clock });
  return {
    database,
    play: <T>(verb: (work: Work) => Promise<T>) => database.transact(system, verb),
  };
}

/** Until everything that waits in this turn of the event loop has been done. */
function aTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('a read after an acknowledged write', () => {
  it('shows what was written, by id, by slug and in lists, however warm the cache is', async () => {
    const house = await openHouse({ seed: 'none' });
    const ask = await wireTo(house.app);
    const id = await givenStory(house, { headline: 'Take 0' });
    const urls = [`/v1/articles/${id}`, '/v1/articles/take-0', '/v1/articles', '/v1/articles?include=body'];
    for (let take = 1; take <= 20; take += 1) {
      for (const url of urls) {
        await ask(url);
        expect((await ask(url)).headers['cache-status']).toBe('dateline; hit');
      }
      await givenUpdate(house, id, { headline: `Take ${take}`, slug: 'take-0' });
      for (const url of urls) expect(String((await ask(url)).bytes), url).toContain(`"Take ${take}"`);
    }
  });

  it('shows what was written while an answer was being made', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenStory(house, { headline: 'Take 0' });
    for (let take = 1; take <= 100; take += 1) {
      const before = house.app.inject('/v1/articles');
      // Each time a step later in the making.
      for (let step = 0; step < take; step += 1) await Promise.resolve();
      await givenUpdate(house, id, { headline: `Take ${take}` });
      const after = house.app.inject('/v1/articles');
      await before;
      expect((await after).body).toContain(`"Take ${take}"`);
      expect((await house.app.inject('/v1/articles')).body).toContain(`"Take ${take}"`);
    }
  });

  it('shows what another process wrote, one turn of the event loop later at most', async () => {
    const house = await openHouse({ seed: 'none' });
    const ask = await wireTo(house.app);
    const neighbour = await neighbourOf(house);
    const id = await givenStory(house, { headline: 'Take 0' });
    for (let take = 1; take <= 20; take += 1) {
      await ask('/v1/articles');
      expect((await ask('/v1/articles')).headers['cache-status']).toBe('dateline; hit');
      await givenUpdate(neighbour, id, { headline: `Take ${take}` });
      await aTurn();
      expect(String((await ask('/v1/articles')).bytes)).toContain(`"Take ${take}"`);
    }
    await neighbour.database.close();
  });

  it('shows a byline that was renamed in every story that it signs', async () => {
    const house = await openHouse({ seed: 'none' });
    const byline = await givenByline(house, { name: 'Jane Doe' });
    const id = await givenStory(house, { bylines: [{ byline, role: 'author' }] });
    for (const url of [`/v1/articles/${id}`, '/v1/articles', '/v1/bylines', `/v1/bylines/${byline}`]) {
      expect((await house.client.get(url)).body).toContain('Jane Doe');
    }
    await house.play((work) => patchRecord(work, bylineType, byline, { name: 'Jane Roe' }));
    for (const url of [`/v1/articles/${id}`, '/v1/articles', '/v1/bylines', `/v1/bylines/${byline}`]) {
      const { body } = await house.client.get(url);
      expect([url, body.includes('Jane Doe'), body.includes('Jane Roe')]).toEqual([url, false, true]);
    }
  });

  it('keeps what is ready while only the desk has written', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenStory(house);
    await house.client.get('/v1/articles');
    await house.keyFor('reporter');
    expect((await house.client.get('/v1/articles')).headers['cache-status']).toBe('dateline; hit');
  });
});

describe('what is ready, after the desk has written', () => {
  it('does not wait among what has to be made', async () => {
    const house = await openHouse({ seed: 'none' });
    const ask = await wireTo(house.app);
    await givenStory(house);
    await ask('/v1/articles?include=body');
    const { begun } = house.app.admission.stats().heavy;
    await givenCopy(house, { slug: 'unseen' });
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask('/v1/articles?include=body')));
    expect(new Set(answers.map(({ headers }) => headers['cache-status']))).toEqual(
      new Set(['dateline; hit']),
    );
    expect(house.app.admission.stats().heavy.begun).toBe(begun);
  });

  it('is made anew where it shows what was written', async () => {
    const house = await openHouse({ seed: 'none' });
    const ask = await wireTo(house.app);
    const id = await givenStory(house, { headline: 'Take 0' });
    await ask('/v1/articles');
    await givenUpdate(house, id, { headline: 'Take 1' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('/v1/articles')));
    expect(answers.filter(({ bytes }) => !String(bytes).includes('"Take 1"'))).toEqual([]);
  });

  // Only on SQLite do reads wait for each other.
  it.skipIf(onPostgres)(
    'is given to nobody who has hung up meanwhile, and keeps no place for them',
    async () => {
      const lines: string[] = [];
      const house = await openHouse({ seed: 'none' });
      const app = createApp({
        config: { site: settings.site, mediaDir: '/nowhere', hsts: false },
        ...{ database: house.database, clock: house.clock },
        logger: { level: 'info', stream: { write: (line) => lines.push(line) } },
      });
      const ask = await wireTo(app);
      await ask('/v1/articles');
      await givenCopy(house);
      const gate = Promise.withResolvers<undefined>();
      const reading = house.database.read(() => gate.promise);
      const { port } = app.server.address() as AddressInfo;
      const gone = connect(port, '127.0.0.1');
      gone.write('GET /v1/articles HTTP/1.1\r\nhost: localhost\r\n\r\n');
      const closed = new Promise((resolve) =>
        app.server.once('request', (request) => request.socket.once('close', resolve)),
      );
      app.server.once('request', () => gone.destroy());
      await closed;
      gate.resolve(undefined);
      await reading;
      await ask('/v1/articles');
      expect(app.admission.stats().public).toMatchObject({ inFlight: 0, waiting: 0 });
      await app.close();
      const statuses = lines.map((line) => JSON.parse(line) as { msg: string; status?: number });
      expect(statuses.flatMap(({ msg, status }) => (msg === 'request' ? [status] : []))).toEqual([
        200, 499, 200,
      ]);
    },
  );
});

describe('a story that is withdrawn', () => {
  it('is gone from every address that had it ready', async () => {
    const house = await openHouse({ seed: 'none' });
    const ask = await wireTo(house.app);
    const picture = await givenPicture(house);
    const id = await givenStory(house, { headline: 'Soon gone', leadMedia: { media: picture } });
    await givenAlert(house, { headline: 'Read it', article: id });
    const urls = [
      `/v1/articles/${id}`,
      '/v1/articles/soon-gone',
      '/v1/articles/soon-gone?body=html',
      '/v1/articles/soon-gone?locale=en&body=text',
      '/v1/articles/soon-gone?body=text&locale=en',
      '/v1/articles',
      '/v1/articles?include=body',
      `/v1/articles?ids=${id}`,
      '/v1/alerts',
      `/v1/media/${picture}`,
    ];
    for (const url of urls) {
      for (const encoding of ['identity', 'br', 'gzip', 'zstd']) {
        await ask(url, { headers: { 'accept-encoding': encoding } });
        const again = await ask(url, { headers: { 'accept-encoding': encoding } });
        expect([url, again.status, again.headers['cache-status']]).toEqual([url, 200, 'dateline; hit']);
      }
    }
    await house.act(id, (work, story) => unpublishArticle(work, story, { reason: 'Published in error.' }));
    for (const url of urls) {
      for (const encoding of ['identity', 'br', 'gzip', 'zstd']) {
        const answer = await ask(url, { headers: { 'accept-encoding': encoding, 'if-none-match': '*' } });
        if (answer.status === 404) continue;
        const { body } = await house.client.get(url);
        expect([url, body.includes(id), body.includes(picture)]).toEqual([url, false, false]);
        expect((await ask(url)).bytes.toString()).toBe(body);
      }
    }
  });
});

describe('what time alone changes', () => {
  it('is seen on time by whoever asks, though nobody writes and everything is ready', async () => {
    const house = await openHouse({ seed: 'none' });
    const ask = await wireTo(house.app);
    await givenStory(house, { headline: 'Breaking', breakingUntil: '2026-11-23T13:30:00Z' });
    await givenAlert(house, { startsAt: '2026-11-23T13:00:00Z', endsAt: '2026-11-23T14:00:00Z' });
    const picture = await givenPicture(house, { usableUntil: '2026-11-23T13:45:00Z' });
    const shown = await givenStory(house, { headline: 'Pictured', leadMedia: { media: picture } });
    const moments = ['12:59:59.999', '13:00:00.000', '13:29:59.999', '13:30:00.000', '13:44:59.999'];
    const seen: unknown[] = [];
    for (const time of [...moments, '13:45:00.000', '13:59:59.999', '14:00:00.000']) {
      house.clock.set(`2026-11-23T${time}Z`);
      for (let round = 0; round < 2; round += 1) {
        const [alerts, breaking, story] = await Promise.all(
          ['/v1/alerts', '/v1/articles?breaking=true', `/v1/articles/${shown}`].map((url) => ask(url)),
        );
        seen.push([
          time,
          JSON.parse(String(alerts!.bytes)).data.length,
          JSON.parse(String(breaking!.bytes)).data.length,
          String(story!.bytes).includes(picture),
        ]);
      }
    }
    expect(seen).toEqual(
      [
        ['12:59:59.999', 0, 1, true],
        ['13:00:00.000', 1, 1, true],
        ['13:29:59.999', 1, 1, true],
        ['13:30:00.000', 1, 0, true],
        ['13:44:59.999', 1, 0, true],
        ['13:45:00.000', 1, 0, false],
        ['13:59:59.999', 1, 0, false],
        ['14:00:00.000', 0, 0, false],
      ].flatMap((row) => [row, row]),
    );
  });

  it('is never outlived by what caches are told, where something public ends', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenStory(house);
    const ask = await wireTo(house.app);
    await givenAlert(house, { startsAt: '2026-11-23T13:00:00Z', endsAt: '2026-11-23T14:00:00Z' });
    const told: unknown[] = [];
    for (const time of [
      '12:00:00.000',
      '12:59:59.500',
      '13:00:00.000',
      '13:59:45.000',
      '13:59:58.001',
      '13:59:59.500',
      '14:00:00.000',
    ]) {
      house.clock.set(`2026-11-23T${time}Z`);
      const first = (await ask('/v1/articles')).headers['cache-control'];
      expect((await ask('/v1/articles')).headers['cache-control']).toBe(first);
      told.push([time, first]);
    }
    expect(told).toEqual([
      ['12:00:00.000', 'public, max-age=5, s-maxage=20, stale-while-revalidate=10'],
      ['12:59:59.500', 'public, max-age=5, s-maxage=20, stale-while-revalidate=10'],
      ['13:00:00.000', 'public, max-age=5, s-maxage=20, stale-while-revalidate=10'],
      ['13:59:45.000', 'public, max-age=5, s-maxage=15, stale-while-revalidate=0'],
      ['13:59:58.001', 'public, max-age=1, s-maxage=1, stale-while-revalidate=0'],
      ['13:59:59.500', 'public, max-age=0, s-maxage=0, stale-while-revalidate=0'],
      ['14:00:00.000', 'public, max-age=5, s-maxage=20, stale-while-revalidate=10'],
    ]);
  });

  it('is told in no answer where only the desk knows of it', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenStory(house);
    await givenSection(house);
    const draft = await givenCopy(house, { headline: 'Secret' });
    const startsAt = '2026-11-23T11:00:00Z';
    const [scheduled, soon] = [
      await givenCopy(house, { headline: 'Soon' }),
      Date.parse('2026-11-23T12:00:10Z'),
    ];
    house.clock.set('2026-11-23T12:00:00.000Z');
    const urls = ['/v1/articles', '/v1/sections', '/v1/alerts', '/sitemap.xml', '/v1/search?q=secret', '/v1'];
    async function told() {
      const answers = await Promise.all(urls.map((url) => house.client.get(url)));
      return answers.map(({ headers }) => ({ ...headers, 'x-request-id': '', 'cache-status': '', date: '' }));
    }
    const before = await told();
    await house.act(scheduled, (work, story) => scheduleArticle(work, story, { at: soon + 20_000 }));
    await givenAlert(house, { startsAt, endsAt: '2026-11-23T12:00:10Z', article: draft });
    await givenPicture(house, { usableUntil: '2026-11-23T12:00:10Z' });
    expect(await told()).toEqual(before);
    house.clock.set(soon);
    expect(await told()).toEqual(before);
  });
});
