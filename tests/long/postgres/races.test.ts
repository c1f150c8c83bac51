/** What two servers on one database could break for each other, if they wrote at the same time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricsOf } from '../../steady/server-process.ts';
import { drawing } from '../../support/pictures.ts';
import { programs } from '../../support/postgres-server.ts';
import {
  type Answer,
  ask,
  makeLive,
  makePerson,
  makeRecord,
  makeStory,
  openPair,
  type Pair,
  type Request,
  type Sent,
  type Server,
  together,
} from './pair.ts';

const tries = 20;
const killing = { reason: 'Wrong.', notice: 'It was wrong.' };

let pair: Pair;
/** A second admin, for what needs two people. */
let second: string;

/**
 * Plays a race again and again; the servers change sides each time. `play` gives what two servers may not bring about:
 * undefined where all is well.
 */
async function race(
  play: (one: Server, other: Server, attempt: number) => Promise<unknown>,
  times = tries,
): Promise<void> {
  const broken: unknown[] = [];
  for (let attempt = 0; attempt < times; attempt += 1) {
    const [first, last] = pair.servers;
    const [one, other] = attempt % 2 === 0 ? [first, last] : [last, first];
    const fault = await play(one, other, attempt);
    if (fault !== undefined) broken.push(fault);
  }
  expect(broken, `${broken.length} of ${times} tries`).toEqual([]);
}

/** The answers in no order, where they are not these. */
function unless(expected: number[], answers: Answer[]): unknown {
  const statuses = answers.map(({ status }) => status).toSorted();
  return String(statuses) === String(expected)
    ? undefined
    : answers.map(({ status, body }) => [status, body.detail ?? body.id]);
}

/** The values of a property that should be one, or each its own. */
function ifOther(property: string, answers: Answer[]): unknown {
  const values = new Set(answers.map(({ body }) => body[property]));
  return values.size === 1 ? undefined : [...values];
}
function ifSame(property: string, answers: Answer[]): unknown {
  const values = new Set(answers.map(({ body }) => body[property]));
  return values.size === answers.length ? undefined : [...values];
}

/** That both succeeded, where only one may. */
function ifBoth(answers: Answer[]): unknown {
  const failed = answers.find(({ status }) => status >= 500);
  const both = answers.every(({ status }) => status < 300);
  return both || failed ? answers.map(({ status, body }) => [status, body.detail]) : undefined;
}

function act(server: Server, id: string, name: string, body: unknown, sent: Sent = {}): Request {
  return [server, 'POST', `/v1/desk/articles/${id}/${name}`, { body, ...sent }];
}
function change(server: Server, path: string, body: unknown): Request {
  return [server, 'PATCH', `/v1/desk/${path}`, { body }];
}
function create(server: Server, body: object, sent: Sent = {}): Request {
  const whole = { bodyText: 'A text.', headline: 'A story', ...body };
  return [server, 'POST', '/v1/desk/articles', { body: whole, ...sent }];
}
function story(server: Server, id: string): Promise<Answer['body']> {
  return ask(server, 'GET', `/v1/desk/articles/${id}`);
}
function named(what: string, attempt: number): string {
  return `${what} ${attempt}`;
}

describe.skipIf(!programs)('two servers at the same time', () => {
  beforeAll(async () => {
    pair = await openPair({ KILL_NEEDS_TWO: 'on', METRICS_PORT: '0' });
    second = (await makePerson(pair.servers[0], 'admin')).secret;
  });
  afterAll(() => pair?.close());

  it('never publish a killed story', () =>
    race(async (one, other) => {
      const { id } = await makeStory(one);
      await ask(one, 'POST', `/v1/desk/articles/${id}/kill`, { body: killing, key: second });
      const [killed] = await together(
        act(one, id, 'kill', killing, { etag: '*' }),
        act(other, id, 'publish', {}),
      );
      const { publication } = await story(one, id);
      if (killed.status !== 200 || publication.state !== 'killed') return [killed.status, publication.state];
      const read = await one.send('GET', `/v1/articles/${id}`);
      return read.status === 200 ? 'live' : undefined;
    }));

  it('kill with two voices that come at once', () =>
    race(async (one, other) => {
      const { id } = await makeStory(one);
      const answers = await together(
        act(one, id, 'kill', killing, { etag: '*' }),
        act(other, id, 'kill', killing, { etag: '*', key: second }),
      );
      const { publication } = await story(one, id);
      return publication.state === 'killed' ? unless([200, 200], answers) : publication.state;
    }));

  it('consolidate two stories one way', () =>
    race(async (one, other) => {
      const [a, b] = [await makeLive(one), await makeLive(one)];
      const reason = 'The same.';
      return ifBoth(
        await together(
          act(one, a, 'consolidate', { reason, into: b }),
          act(other, b, 'consolidate', { reason, into: a }),
        ),
      );
    }));

  it('give a slug to one story', () =>
    race(async (one, other, attempt) => {
      const slug = `wanted-${attempt}`;
      const asked = await together(create(one, { slug }), create(other, { slug }));
      const headline = named('Invented', attempt);
      const invented = await together(create(one, { headline }), create(other, { headline }));
      return unless([201, 409], asked) ?? unless([201, 201], invented) ?? ifSame('slug', invented);
    }));

  it('make one story of an external id', () =>
    race(async (one, other, attempt) => {
      const sent = { body: { headline: named('Wire', attempt), bodyText: 'A text.' } };
      const path = `/v1/desk/external-ids/wire/${attempt}`;
      const answers = await together([one, 'PUT', path, sent], [other, 'PUT', path, sent]);
      return unless([200, 201], answers) ?? ifOther('id', answers);
    }));

  it('answer a repeated request as the first', () =>
    race(async (one, other, attempt) => {
      const repeated = [one, other, one, other].map((server) =>
        create(server, { headline: named('Once', attempt) }, { idempotencyKey: `once-${attempt}` }),
      );
      const answers = await together(...repeated);
      return unless([201, 201, 201, 201], answers) ?? ifOther('id', answers);
    }));

  it('save one version on top of each version', () =>
    race(async (one, other, attempt) => {
      const topics = [await makeRecord(one, 'topics', { name: named('Version', attempt) })];
      const { id } = await makeStory(one);
      const answers = await together(
        change(one, `articles/${id}`, { headline: 'One', topics }),
        change(other, `articles/${id}`, { headline: 'Other', topics }),
      );
      const { copy } = await story(one, id);
      return unless([200, 412], answers) ?? (copy.version === 2 ? undefined : copy);
    }));

  it('lose no change of a record or a picture', () =>
    race(async (one, other, attempt) => {
      const topic = `topics/${await makeRecord(one, 'topics', { name: named('Lost', attempt) })}`;
      const picture = `media/${await upload(one, attempt)}`;
      const answers = await together(
        change(one, topic, { name: named('Found', attempt) }),
        change(other, topic, { description: 'Described.' }),
        change(one, picture, { creditLine: 'Jane Doe' }),
        change(other, picture, { place: 'Tokyo' }),
      );
      return unless([200, 412], answers.slice(0, 2)) ?? unless([200, 412], answers.slice(2));
    }));

  it('keep a record that a story names', () =>
    race(async (one, other, attempt) => {
      const topic = await makeRecord(one, 'topics', { name: named('Going', attempt) });
      return ifBoth(
        await together([one, 'DELETE', `/v1/desk/topics/${topic}`], create(other, { topics: [topic] })),
      );
    }));

  it('make one translation for each language', () =>
    race(async (one, other) => {
      const { id } = await makeStory(one);
      return unless(
        [201, 409],
        await together(...[one, other].map((server) => act(server, id, 'translate', { locale: 'de' }))),
      );
    }));

  it('keep the sections a tree', () =>
    race(async (one, other, attempt) => {
      const a = await makeRecord(one, 'sections', { name: named('Upper', attempt) });
      const b = await makeRecord(one, 'sections', { name: named('Lower', attempt) });
      return ifBoth(
        await together(
          change(one, `sections/${a}`, { parent: b }),
          change(other, `sections/${b}`, { parent: a }),
        ),
      );
    }));

  it('publish many stories in one second', () =>
    race(async (one, other) => {
      const servers = [one, other, one, other, one, other];
      const stories: { id: string }[] = [];
      for (const server of servers) stories.push(await makeStory(server));
      const answers = await together(
        ...servers.map((server, at) => act(server, stories[at]!.id, 'publish', {})),
      );
      return unless([200, 200, 200, 200, 200, 200], answers);
    }));

  it('approve what was read, and not what was saved meanwhile', () =>
    race(async (one, other) => {
      const { id } = await makeStory(one);
      const { etag } = await ask(one, 'POST', `/v1/desk/articles/${id}/submit`);
      const answers = await together(change(one, `articles/${id}`, { headline: 'Changed' }), [
        other,
        'POST',
        `/v1/desk/articles/${id}/approve`,
        { key: second, etag },
      ]);
      return unless([200, 412], answers);
    }));

  it('publish no translation of a story under embargo', () =>
    race(async (one, other) => {
      const { id } = await makeStory(one);
      const { id: translation } = await ask(one, 'POST', `/v1/desk/articles/${id}/translate`, {
        body: { locale: 'de' },
      });
      return ifBoth(
        await together(
          change(one, `articles/${id}`, { embargoUntil: '2045-01-01T00:00:00Z' }),
          act(other, translation, 'publish', {}),
        ),
      );
    }));

  it('schedule nothing within an embargo or after its end', () =>
    race(async (one, other) => {
      const [{ id: embargoed }, { id: ending }] = [await makeStory(one), await makeStory(one)];
      const at = '2045-03-01T00:00:00Z';
      const [schedule, embargo, late, end] = await together(
        act(one, embargoed, 'schedule', { at }),
        change(other, `articles/${embargoed}`, { embargoUntil: '2045-06-01T00:00:00Z' }),
        act(one, ending, 'schedule', { at }),
        act(other, ending, 'expire', { reason: 'Over.', at: '2045-02-01T00:00:00Z' }),
      );
      return ifBoth([schedule, embargo]) ?? ifBoth([late, end]);
    }));

  it('publish no picture without alternative text', () =>
    race(async (one, other, attempt) => {
      const media = await upload(one, 100 + attempt);
      const caption = `/v1/desk/media/${media}/captions/en`;
      await ask(one, 'PUT', caption, { body: { altText: 'A dot.' } });
      const { id } = await makeStory(one, { leadMedia: { media } });
      return ifBoth(await together([one, 'DELETE', caption], act(other, id, 'publish', {})));
    }));

  it('publish no story that names a hidden record or needs an approval', () =>
    race(async (one, other, attempt) => {
      const topic = await makeRecord(one, 'topics', { name: named('Hidden', attempt) });
      const section = await makeRecord(one, 'sections', { name: named('Courts', attempt) });
      const ids = [await makeStory(one, { topics: [topic] }), await makeStory(one, { section })].map(
        ({ id }) => id,
      );
      await together(
        change(one, `topics/${topic}`, { hidden: true }),
        act(other, ids[0]!, 'publish', {}),
        change(one, `sections/${section}`, { requiresApproval: true }),
        act(other, ids[1]!, 'publish', {}),
      );
      // Which came first is in the events.
      const happened = await Promise.all(
        [topic, ids[0], section, ids[1]].map((subject) => lastEvent(one, subject!)),
      );
      const late = [0, 2].filter(
        (at) =>
          happened[at].action.endsWith('.changed') &&
          happened[at + 1].action === 'article.published' &&
          happened[at + 1].seq > happened[at].seq,
      );
      return late.length === 0 ? undefined : late.map((at) => happened[at]);
    }));

  it('give a slug to one record', () =>
    race(async (one, other, attempt) => {
      const a = await makeRecord(one, 'topics', { name: named('Left', attempt) });
      const b = await makeRecord(one, 'topics', { name: named('Right', attempt) });
      const slug = `claimed-${attempt}`;
      const claims = await together(
        change(one, `topics/${a}`, { slug }),
        change(other, `topics/${b}`, { slug }),
      );
      const sent = { body: { name: named('Twice', attempt) } };
      const made = await together(
        [one, 'POST', '/v1/desk/topics', sent],
        [other, 'POST', '/v1/desk/topics', sent],
      );
      return unless([200, 409], claims) ?? unless([201, 201], made);
    }));

  it('keep the former slug of a record for it alone', () =>
    race(async (one, other, attempt) => {
      const passing = await makeRecord(one, 'topics', { name: named('Passing', attempt) });
      const claiming = await makeRecord(one, 'topics', { name: named('Claiming', attempt) });
      const slug = `passed-${attempt}`;
      async function pass(): Promise<Answer> {
        const [had] = await together(change(one, `topics/${passing}`, { slug }));
        await together(change(one, `topics/${passing}`, { slug: `${slug}-on` }));
        return had;
      }
      const [had, [claimed]] = await Promise.all([
        pass(),
        together(change(other, `topics/${claiming}`, { slug })),
      ]);
      return unless([200, 409], [had, claimed]);
    }));

  it('lead from the slug of a merged record to the other', () =>
    race(async (one, other, attempt) => {
      const from = await makeRecord(one, 'topics', { name: named('Merging', attempt) });
      const into = await makeRecord(one, 'topics', { name: named('Lasting', attempt) });
      const answers = await together(
        [one, 'POST', `/v1/desk/topics/${from}/merge`, { body: { into } }],
        change(other, `topics/${from}`, { slug: `renamed-${attempt}` }),
      );
      const [made] = await together(create(one, { topics: [`merging-${attempt}`] }));
      return ifBoth(answers) ?? unless([201], [made]);
    }));

  it('name what a record was merged into', () =>
    race(async (one, other, attempt) => {
      const from = await makeRecord(one, 'topics', { name: named('From', attempt) });
      const into = await makeRecord(one, 'topics', { name: named('Into', attempt) });
      const [merged, made] = await together(
        [one, 'POST', `/v1/desk/topics/${from}/merge`, { body: { into } }],
        create(other, { topics: [from] }),
      );
      if (merged.status !== 200 || made.status >= 500) return [merged, made];
      if (made.status !== 201) return undefined;
      const { topics } = await story(one, made.body.id);
      return topics.length === 1 && topics[0].id === into ? undefined : topics;
    }));

  it('lease a story to one person', () =>
    race(async (one, other) => {
      const { id } = await makeStory(one);
      const path = `/v1/desk/articles/${id}/lease`;
      return unless(
        [200, 409],
        await together([one, 'PUT', path, { body: {} }], [other, 'PUT', path, { body: {}, key: second }]),
      );
    }));

  it('make one picture of a file', () =>
    race(async (one, other, attempt) => {
      const [a, b] = await Promise.all([upload(one, 200 + attempt), upload(other, 200 + attempt)]);
      return a === b ? undefined : [a, b];
    }));

  it('make each rendition of a picture once', async () => {
    const [one, other] = pair.servers;
    async function figures(name: string): Promise<number[]> {
      const texts = pair.processes.map(async (newsroom) => (await fetch(metricsOf(newsroom))).text());
      return (await Promise.all(texts)).map((text) =>
        Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)![1]),
      );
    }
    /** How many files both have made, when no picture waits. */
    async function madeInAll(): Promise<number> {
      while ((await figures('dateline_renditions_waiting'))[0]! > 0);
      const [mine, theirs] = await figures('dateline_renditions_made_total');
      return mine! + theirs!;
    }
    const before = await madeInAll();
    await upload(one, 40);
    const ofEach = (await madeInAll()) - before;
    for (let number = 1; number < tries; number += 1)
      await upload(number % 2 === 0 ? one : other, 40 + number);
    expect((await madeInAll()) - before).toBe(ofEach * tries);
  });

  it('read one state, whatever is committed meanwhile', async () => {
    const { secret: key } = await makePerson(pair.servers[0], 'editor');
    /** How many stories under embargo are not of that editor: the two are counted one after the other. */
    async function ofOthers(server: Server): Promise<number> {
      const { data } = await ask(server, 'GET', '/v1/desk/lists?limit=100', { key });
      function count(list: string): number {
        return data.find(({ name }: { name: string }) => name === list).total;
      }
      return count('embargoed') - count('mine');
    }
    const expected = await ofOthers(pair.servers[0]);
    await race(async (one, other) => {
      let isOver = false;
      async function write(): Promise<void> {
        for (let count = 0; count < 5; count += 1)
          await makeStory(one, { embargoUntil: '2045-01-01T00:00:00Z' }, { key });
        isOver = true;
      }
      const torn: number[] = [];
      async function read(): Promise<void> {
        while (!isOver) {
          const counted = await ofOthers(other);
          if (counted !== expected) torn.push(counted - expected);
        }
      }
      await Promise.all([write(), read(), read()]);
      return torn[0];
    });
  });

  it('number the events as they were committed, without a gap', async () => {
    const [one, other] = pair.servers;
    let isOver = false;
    const gaps: number[] = [];
    let last = (await newestEvents(one))[0]!;
    async function follow(server: Server): Promise<void> {
      const seqs = (await newestEvents(server)).filter((seq) => seq > last);
      gaps.push(...seqs.filter((seq, at) => seq !== (seqs[at + 1] ?? last) + 1));
      last = seqs[0] ?? last;
    }
    async function work(server: Server, writer: number): Promise<void> {
      for (let count = 0; count < 12; count += 1) {
        await makeLive(server, { headline: named('Counted', writer * 100 + count) });
        // What is refused takes no number.
        await server.send('POST', '/v1/desk/topics', { body: { name: 'Refused', slug: 'refused' } });
      }
    }
    const working = Promise.all([one, other, one, other].map(work)).finally(() => (isOver = true));
    // All of it makes fewer events than are read at once.
    while (!isOver) await follow(one);
    await working;
    await follow(one);
    expect(gaps).toEqual([]);
  });

  it('do what is due once, in the order of its times', async () => {
    const [one, other] = pair.servers;
    const scheduled: { id: string; at: number }[] = [];
    async function schedule(server: Server, from: number): Promise<void> {
      for (let number = from; number < 300; number += 4) {
        const { id } = await makeStory(server, { headline: named('Due', number) });
        // Many are due at the same time, and none in the past.
        const at = Math.ceil(Date.now() / 1000) * 1000 + 5000;
        await ask(server, 'POST', `/v1/desk/articles/${id}/schedule`, {
          body: { at: new Date(at).toISOString() },
        });
        scheduled.push({ id, at });
      }
    }
    await Promise.all([one, other, one, other].map(schedule));
    for (const { id } of scheduled) while (isWaiting(await story(one, id)));
    const ids = new Set(scheduled.map(({ id }) => id));
    const published = (await allEvents(other, 'article.published')).filter(({ subject }) => ids.has(subject));
    expect(published).toHaveLength(300);
    const times = new Map(scheduled.map(({ id, at }) => [id, at]));
    const order = published.map(({ subject }) => times.get(subject)!);
    expect(order).toEqual(order.toSorted((left, right) => right - left));
  });

  it('tell once that the rights in a picture have ended', async () => {
    const [one, other] = pair.servers;
    const ids: string[] = [];
    for (let number = 0; number < tries; number += 1) ids.push(await upload(one, 100 + number));
    for (const [index, id] of ids.entries()) {
      const usableUntil = new Date(Date.now() + 1_000 + 50 * index).toISOString();
      await together(change(index % 2 === 0 ? one : other, `media/${id}`, { usableUntil }));
    }
    async function ended(): Promise<string[]> {
      const events = await allEvents(other, 'media.rightsExpired');
      return events.map(({ subject }) => subject).toSorted();
    }
    while (new Set(await ended()).size < tries);
    expect(await ended()).toEqual(ids.toSorted());
  });

  // The last, since it takes keys from the others.
  it('leave an admin key', () => {
    let mine: { id: string; secret: string } | undefined;
    return race(async (one, other) => {
      mine ??= await makePerson(one, 'admin');
      const theirs = await ask(one, 'POST', '/v1/desk/keys', {
        key: mine.secret,
        body: { name: 'Other', role: 'admin', actor: { name: 'Another admin' } },
      });
      const { data } = await ask(one, 'GET', '/v1/desk/keys?limit=100', { key: mine.secret });
      for (const { id, role, revokedAt } of data) {
        if (role === 'admin' && revokedAt === undefined && id !== mine.id && id !== theirs.id)
          await one.send('POST', `/v1/desk/keys/${id}/revoke`, { body: {}, key: mine.secret });
      }
      const answers = await together(
        [one, 'POST', `/v1/desk/keys/${theirs.id}/revoke`, { body: {}, key: mine.secret }],
        [other, 'POST', `/v1/desk/keys/${mine.id}/revoke`, { body: {}, key: theirs.secret }],
      );
      const left = [];
      for (const key of [mine, theirs])
        if ((await one.send('GET', '/v1/desk/keys', { key: key.secret })).status === 200) left.push(key);
      // Where none is left, nobody can go on.
      if (left.length === 0) throw new Error('No admin key is left.');
      [mine] = left;
      return ifBoth(answers);
    });
  });
});

async function upload(server: Server, number: number): Promise<string> {
  const colour = `#${(number * 0x010305 + 0x202020).toString(16)}`;
  const body = new FormData();
  body.append(
    'file',
    new Blob([new Uint8Array(await drawing({ width: 300, height: 200, colour }).png().toBuffer())]),
    'dot.png',
  );
  const { data } = await ask(server, 'POST', '/v1/desk/media', { body });
  if (data[0].media === undefined) throw new Error(JSON.stringify(data));
  return data[0].media.id;
}

/** Whether a story is still to go out. */
function isWaiting({ scheduled }: { scheduled?: { failed?: unknown } }): boolean {
  return scheduled !== undefined && scheduled.failed === undefined;
}

type Event = { seq: number; subject: string; action: string };

async function lastEvent(server: Server, subject: string) {
  return (await ask(server, 'GET', `/v1/desk/events?subject=${subject}&limit=1`)).data[0];
}

/** The numbers of the newest hundred events, the newest first. */
async function newestEvents(server: Server): Promise<number[]> {
  return (await ask(server, 'GET', '/v1/desk/events?limit=100')).data.map(({ seq }: Event) => seq);
}

async function allEvents(server: Server, action: string): Promise<Event[]> {
  const all: Event[] = [];
  for (let cursor = ''; ;) {
    const { data, page } = await ask(server, 'GET', `/v1/desk/events?action=${action}&limit=100${cursor}`);
    all.push(...data);
    if (page.next === undefined) return all;
    cursor = `&cursor=${page.next}`;
  }
}
