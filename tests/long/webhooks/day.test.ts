import { describe, expect, it } from 'vitest';
import type { Desk } from '../../support/desk.ts';
import { givenAlert, givenPicture } from '../../support/given.ts';
import type { House } from '../../support/house.ts';
import { type Received, verify } from '../../support/receiver.ts';
import { openWithReceiver } from '../../support/webhooks.ts';

const minuteMs = 60_000;
const midnight = Date.parse('2026-11-24T00:00:00Z');
const killed = 'Phantom';

/** The moment of a time of that day, such as 09:30. */
function at(time: string): string {
  return new Date(midnight + minutesOf(time) * minuteMs).toISOString();
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

describe('a day of webhooks', () => {
  it('is verified by the reference library, and what was told is the public edition', async () => {
    const copy = openCopy();
    const refused: Received[] = [];
    let [secret, count] = ['', 0];
    const { house, desk, received, hooks, add } = await openWithReceiver((message) => {
      const now = house.clock.now();
      const minute = (now - midnight) / minuteMs;
      if (minute >= minutesOf('03:00') && minute < minutesOf('04:00')) return undefined;
      count += 1;
      if (minute < minutesOf('24:00') && count % 4 === 0) return count % 8 === 0 ? 500 : 429;
      try {
        verify(secret, message, now);
      } catch {
        refused.push(message);
        return 401;
      }
      copy.take(message);
      return 204;
    });
    house.clock.set(midnight);
    const { id: hook, secret: former } = await add({ body: 'full' });
    secret = former;
    let renewed = '';
    const deeds: Record<string, () => Promise<unknown>> = {
      ...(await dayOf(house, desk)),
      async '12:00'() {
        const rotated = await desk.send('POST', `/webhooks/${hook}/rotate-secret`);
        renewed = rotated.json<{ secret: string }>().secret;
      },
      async '18:00'() {
        secret = renewed;
      },
    };
    for (let minute = 0; minute <= minutesOf('25:00'); minute += 10) {
      house.clock.set(midnight + minute * minuteMs);
      for (const [time, deed] of Object.entries(deeds)) if (minutesOf(time) === minute) await deed();
      await house.catchUp();
      await house.tellWebhooks();
    }

    expect(refused).toEqual([]);
    expect(await hooks.get(hook)).toMatchObject({ state: 'active', waiting: 0 });
    expect(await hooks.deliveries(hook, '?state=failed')).toEqual([]);
    const states = new Set(received.map(({ message }) => message.data['state']));
    expect([...states].toSorted()).toEqual([
      ...['consolidated', 'expired', 'killed', 'rightsEnded', 'unpublished', 'withdrawn', undefined],
    ]);
    for (const one of received) {
      const sentAt = Number(one.headers['webhook-timestamp']) * 1000;
      if (sentAt < Date.parse(at('24:00'))) verify(former, one);
      if (sentAt >= Date.parse(at('12:00'))) verify(renewed, one);
    }

    const stories = (await house.client.get('/v1/articles?include=body&limit=100')).json<{ data: Thing[] }>();
    expect(copy.of('article')).toEqual(byId(stories.data));
    const { data: all, page } = (
      await house.client.get('/v1/changes?after=beginning&include=body&limit=100')
    ).json<{ data: Change[]; page: { more: boolean } }>();
    expect(page.more).toBe(false);
    for (const kind of shown) {
      const public_ = all.flatMap((change) => change[kind] ?? []);
      expect(public_.length).toBeGreaterThan(0);
      expect(copy.of(kind)).toEqual(byId(public_));
    }
    expect(JSON.stringify(received)).toContain(killed);
    for (const kind of shown) expect(JSON.stringify(copy.of(kind))).not.toContain(killed);

    house.clock.set(at('36:00'));
    await desk.send('POST', `/webhooks/${hook}/ping`);
    await house.tellWebhooks();
    verify(renewed, received.at(-1)!);
    expect(() => verify(former, received.at(-1)!)).toThrow('No matching signature');
  });
});

/** What the desk has planned at midnight, and what it does in the course of the day. */
async function dayOf(house: House, desk: Desk): Promise<Record<string, () => Promise<unknown>>> {
  const picture = await givenPicture(house, { usableUntil: at('17:30') });
  const ids: string[] = [];
  for (let hour = 0; hour < 20; hour += 1) {
    const { id } = await desk.create({
      headline: hour % 5 === 2 ? `${killed} ${hour}` : `Story ${hour}`,
      ...(hour % 2 === 0 && hour < 17 && { leadMedia: { media: picture } }),
      ...(hour === 10 && { breakingUntil: at('14:30') }),
    });
    await desk.act(id, 'schedule', { at: at(`${hour}:10`) });
    ids.push(id);
  }
  function act(hour: number, action: string, body: object): () => Promise<void> {
    return async () => {
      const { statusCode } = await desk.act(ids[hour]!, action, body);
      expect([action, statusCode]).toEqual([action, 200]);
    };
  }
  function correct(hour: number, patch: object): () => Promise<void> {
    const change = { kind: 'correction', text: `Story ${hour} was wrong.`, material: true };
    return async () => {
      await desk.patch(ids[hour]!, patch);
      await act(hour, 'publish', { change })();
    };
  }
  const kill = { reason: 'Forged.', notice: 'Removed.' };
  return {
    '03:10': act(2, 'kill', kill),
    '05:00': correct(1, { standfirst: 'Put right.' }),
    '07:30': correct(7, { standfirst: `Not ${killed}.` }),
    '08:00': () => givenAlert(house, { headline: 'Short', endsAt: at('09:00') }),
    '09:20': correct(3, { headline: 'Story three', slug: 'three' }),
    '10:00': act(4, 'expire', { at: at('16:00'), reason: 'The licence ends.' }),
    '11:00': act(5, 'withdraw', { reason: 'Doubtful.', notice: 'Withdrawn.' }),
    '11:30': act(6, 'unpublish', { reason: 'Early.' }),
    '13:00': act(7, 'kill', kill),
    '15:00': act(8, 'consolidate', { reason: 'One story.', into: ids[9] }),
    '19:00': act(12, 'kill', kill),
    '20:00': () => givenAlert(house, { headline: 'Long', endsAt: at('48:00') }),
    '21:00': act(17, 'kill', kill),
    '22:00': correct(15, { bodyText: 'Put right.' }),
  };
}

const shown = ['article', 'alert', 'correction'] as const;
type Thing = { id: string; leadMedia?: { id: string }; withheldPictures?: number; article?: { id: string } };
type Change = { id: string; action: string } & Partial<Record<(typeof shown)[number], Thing>>;

/** What a receiver keeps that knows nothing but its messages. */
function openCopy() {
  const kept = { article: new Map(), alert: new Map(), correction: new Map() } as Record<
    (typeof shown)[number],
    Map<string, Thing>
  >;
  const newest = new Map<string, number>();

  function drop(id: string): void {
    for (const kind of shown) kept[kind].delete(id);
    for (const { id: correction, article } of kept.correction.values())
      if (article?.id === id) kept.correction.delete(correction);
    for (const story of kept.article.values()) {
      if (story.leadMedia?.id !== id) continue;
      delete story.leadMedia;
      story.withheldPictures = 1;
    }
  }
  return {
    take({ message: { sequence, data } }: Received): void {
      const change = data as Change;
      if (sequence <= (newest.get(change.id) ?? 0)) return;
      newest.set(change.id, sequence);
      if (change.action === 'removed') drop(change.id);
      for (const kind of shown) if (change[kind]) kept[kind].set(change.id, change[kind]);
    },
    of: (kind: (typeof shown)[number]): Thing[] => byId([...kept[kind].values()]),
  };
}

function byId(things: Thing[]): Thing[] {
  return things.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
