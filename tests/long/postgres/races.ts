/** What two servers on one database could break for each other, if they wrote at the same time. */
import { drawing } from '../../support/pictures.ts';
import {
  type Answer,
  ask,
  makeLive,
  makePerson,
  makeRecord,
  makeStory,
  type Request,
  type Sent,
  type Server,
  together,
} from './pair.ts';

export type Scene = {
  one: Server;
  other: Server;
  /** How many times it was played before. */
  attempt: number;
  /** A second admin, for what needs two people; the last race may put another in their place. */
  second: { id: string; secret: string };
  /** Who prepares what happens at the same time then, all at once. */
  preparing: Server[];
};

/** Plays a race once, and gives what two servers may not bring about: undefined where all is well. */
export type Race = (scene: Scene) => Promise<unknown>;

const killing = { reason: 'Wrong.', notice: 'It was wrong.' };

/** By what holds nevertheless; each is played again and again. */
export const races: Record<string, Race> = {
  async 'never publish a killed story'({ one, other, second }) {
    const { id } = await makeStory(one);
    await ask(one, 'POST', `/v1/desk/articles/${id}/kill`, { body: killing, key: second.secret });
    const [killed] = await together(
      act(one, id, 'kill', killing, { etag: '*' }),
      act(other, id, 'publish', {}),
    );
    const { publication } = await story(one, id);
    if (killed.status !== 200 || publication.state !== 'killed') return [killed.status, publication.state];
    const read = await one.send('GET', `/v1/articles/${id}`);
    return read.status === 200 ? 'live' : undefined;
  },

  async 'kill with two voices that come at once'({ one, other, second }) {
    const { id } = await makeStory(one);
    const answers = await together(
      act(one, id, 'kill', killing, { etag: '*' }),
      act(other, id, 'kill', killing, { etag: '*', key: second.secret }),
    );
    const { publication } = await story(one, id);
    return publication.state === 'killed' ? unless([200, 200], answers) : publication.state;
  },

  async 'consolidate two stories one way'({ one, other }) {
    const [a, b] = [await makeLive(one), await makeLive(one)];
    const reason = 'The same.';
    return ifBoth(
      await together(
        act(one, a, 'consolidate', { reason, into: b }),
        act(other, b, 'consolidate', { reason, into: a }),
      ),
    );
  },

  async 'give a slug to one story'({ one, other, attempt }) {
    const slug = `wanted-${attempt}`;
    const asked = await together(create(one, { slug }), create(other, { slug }));
    const headline = named('Invented', attempt);
    const invented = await together(create(one, { headline }), create(other, { headline }));
    return unless([201, 409], asked) ?? unless([201, 201], invented) ?? ifSame('slug', invented);
  },

  async 'make one story of an external id'({ one, other, attempt }) {
    const sent = { body: { headline: named('Wire', attempt), bodyText: 'A text.' } };
    const path = `/v1/desk/external-ids/wire/${attempt}`;
    const answers = await together([one, 'PUT', path, sent], [other, 'PUT', path, sent]);
    return unless([200, 201], answers) ?? ifOther('id', answers);
  },

  async 'answer a repeated request as the first'({ one, other, attempt }) {
    const repeated = [one, other, one, other].map((server) =>
      create(server, { headline: named('Once', attempt) }, { idempotencyKey: `once-${attempt}` }),
    );
    const answers = await together(...repeated);
    return unless([201, 201, 201, 201], answers) ?? ifOther('id', answers);
  },

  async 'save one version on top of each version'({ one, other, attempt }) {
    const topics = [await makeRecord(one, 'topics', { name: named('Version', attempt) })];
    const { id } = await makeStory(one);
    const answers = await together(
      change(one, `articles/${id}`, { headline: 'One', topics }),
      change(other, `articles/${id}`, { headline: 'Other', topics }),
    );
    const { copy } = await story(one, id);
    return unless([200, 412], answers) ?? (copy.version === 2 ? undefined : copy);
  },

  async 'lose no change of a record or a picture'({ one, other, attempt }) {
    const topic = `topics/${await makeRecord(one, 'topics', { name: named('Lost', attempt) })}`;
    const picture = `media/${await upload(one, 1000 + attempt)}`;
    const answers = await together(
      change(one, topic, { name: named('Found', attempt) }),
      change(other, topic, { description: 'Described.' }),
      change(one, picture, { creditLine: 'Jane Doe' }),
      change(other, picture, { place: 'Tokyo' }),
    );
    return unless([200, 412], answers.slice(0, 2)) ?? unless([200, 412], answers.slice(2));
  },

  async 'lose no change of an alert or a key'({ one, other, attempt }) {
    const times = { startsAt: '2045-01-01T00:00:00Z', endsAt: '2045-01-02T00:00:00Z' };
    const alert = `alerts/${(await ask(one, 'POST', '/v1/desk/alerts', { body: { headline: 'Storm', ...times } })).id}`;
    const key = `keys/${(await makePerson(one, 'editor')).id}`;
    const answers = await together(
      change(one, alert, { headline: 'Flood' }),
      change(other, alert, { endsAt: '2045-01-03T00:00:00Z' }),
      change(one, key, { name: named('Night', attempt) }),
      change(other, key, { expiresAt: '2045-01-01T00:00:00Z' }),
    );
    return unless([200, 412], answers.slice(0, 2)) ?? unless([200, 412], answers.slice(2));
  },

  async 'keep a record that a story names'({ one, other, attempt }) {
    const topic = await makeRecord(one, 'topics', { name: named('Going', attempt) });
    return ifBoth(
      await together([one, 'DELETE', `/v1/desk/topics/${topic}`], create(other, { topics: [topic] })),
    );
  },

  async 'keep a picture that a story names'({ one, other, attempt }) {
    const media = await upload(one, 6000 + attempt);
    return ifBoth(
      await together([one, 'DELETE', `/v1/desk/media/${media}`], create(other, { leadMedia: { media } })),
    );
  },

  async 'make one translation for each language'({ one, other }) {
    const { id } = await makeStory(one);
    return unless(
      [201, 409],
      await together(...[one, other].map((server) => act(server, id, 'translate', { locale: 'de' }))),
    );
  },

  async 'keep the sections a tree'({ one, other, attempt }) {
    const a = await makeRecord(one, 'sections', { name: named('Upper', attempt) });
    const b = await makeRecord(one, 'sections', { name: named('Lower', attempt) });
    return ifBoth(
      await together(
        change(one, `sections/${a}`, { parent: b }),
        change(other, `sections/${b}`, { parent: a }),
      ),
    );
  },

  async 'publish many stories in one second'({ one, other }) {
    const servers = [one, other, one, other, one, other];
    const stories: { id: string }[] = [];
    for (const server of servers) stories.push(await makeStory(server));
    const answers = await together(
      ...servers.map((server, at) => act(server, stories[at]!.id, 'publish', {})),
    );
    return unless([200, 200, 200, 200, 200, 200], answers);
  },

  async 'approve what was read, and not what was saved meanwhile'({ one, other, second }) {
    const { id } = await makeStory(one);
    const { etag } = await ask(one, 'POST', `/v1/desk/articles/${id}/submit`);
    const answers = await together(change(one, `articles/${id}`, { headline: 'Changed' }), [
      other,
      'POST',
      `/v1/desk/articles/${id}/approve`,
      { key: second.secret, etag },
    ]);
    return unless([200, 412], answers);
  },

  async 'publish no translation of a story under embargo'({ one, other }) {
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
  },

  async 'schedule nothing within an embargo or after its end'({ one, other }) {
    const [{ id: embargoed }, { id: ending }] = [await makeStory(one), await makeStory(one)];
    const at = '2045-03-01T00:00:00Z';
    const [schedule, embargo, late, end] = await together(
      act(one, embargoed, 'schedule', { at }),
      change(other, `articles/${embargoed}`, { embargoUntil: '2045-06-01T00:00:00Z' }),
      act(one, ending, 'schedule', { at }),
      act(other, ending, 'expire', { reason: 'Over.', at: '2045-02-01T00:00:00Z' }),
    );
    return ifBoth([schedule, embargo]) ?? ifBoth([late, end]);
  },

  async 'publish no picture without alternative text'({ one, other, attempt }) {
    const media = await upload(one, 2000 + attempt);
    const caption = `/v1/desk/media/${media}/captions/en`;
    await ask(one, 'PUT', caption, { body: { altText: 'A dot.' } });
    const { id } = await makeStory(one, { leadMedia: { media } });
    return ifBoth(await together([one, 'DELETE', caption], act(other, id, 'publish', {})));
  },

  async 'publish no story that names a hidden record or needs an approval'({ one, other, attempt }) {
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
  },

  async 'give a slug to one record'({ one, other, attempt }) {
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
  },

  async 'keep the former slug of a record for it alone'({ one, other, attempt }) {
    const passing = await makeRecord(one, 'topics', { name: named('Passing', attempt) });
    const claiming = await makeRecord(one, 'topics', { name: named('Claiming', attempt) });
    const slug = `passed-${attempt}`;
    // Where both are done in one transaction, another sees neither.
    const [had, , claimed] = await together(
      change(one, `topics/${passing}`, { slug }, '"r1"'),
      change(one, `topics/${passing}`, { slug: `${slug}-on` }, '"r2"'),
      change(other, `topics/${claiming}`, { slug }),
    );
    return unless([200, 409], [had, claimed]);
  },

  async 'lead from the slug of a merged record to the other'({ one, other, attempt }) {
    const from = await makeRecord(one, 'topics', { name: named('Merging', attempt) });
    const into = await makeRecord(one, 'topics', { name: named('Lasting', attempt) });
    const answers = await together(
      [one, 'POST', `/v1/desk/topics/${from}/merge`, { body: { into } }],
      change(other, `topics/${from}`, { slug: `renamed-${attempt}` }),
    );
    const [made] = await together(create(one, { topics: [`merging-${attempt}`] }));
    return ifBoth(answers) ?? unless([201], [made]);
  },

  async 'name what a record was merged into'({ one, other, attempt }) {
    const [from, into] = await twoRecords(one, 'topics');
    const [former, present] = await twoRecords(one, 'agencies', { kind: 'wire' });
    const [merged, made, joined, named] = await together(
      [one, 'POST', `/v1/desk/topics/${from}/merge`, { body: { into } }],
      create(other, { topics: [from] }),
      [one, 'POST', `/v1/desk/agencies/${former}/merge`, { body: { into: present } }],
      [
        other,
        'POST',
        '/v1/desk/bylines',
        { body: { name: `Reporter ${attempt}`, kind: 'person', agency: former } },
      ],
    );
    const answers = [merged, made, joined, named];
    if (String(answers.map(({ status }) => status)) !== '200,201,200,201') return answers;
    const { topics } = await story(one, made.body.id);
    const { agency } = await ask(one, 'GET', `/v1/desk/bylines/${named.body.id}`);
    return String([topics.map(({ id }: { id: string }) => id), agency.id]) === String([into, present])
      ? undefined
      : [topics, agency];
  },

  async 'lease a story to one person'({ one, other, second }) {
    const { id } = await makeStory(one);
    const path = `/v1/desk/articles/${id}/lease`;
    return unless(
      [200, 409],
      await together(
        [one, 'PUT', path, { body: {} }],
        [other, 'PUT', path, { body: {}, key: second.secret }],
      ),
    );
  },

  async 'make one picture of a file'({ one, other, attempt }) {
    const answers = await together(
      await uploading(one, 3000 + attempt),
      await uploading(other, 3000 + attempt),
    );
    const [mine, theirs] = answers.map(({ body }) => body.data?.[0]?.media?.id);
    return mine !== undefined && mine === theirs ? undefined : answers.map(({ body }) => body);
  },

  // The last, since it takes keys from the others.
  async 'leave an admin key'({ one, other, second }) {
    const mine = { ...second };
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
    for (const { id, secret } of [mine, theirs])
      if ((await one.send('GET', '/v1/desk/keys', { key: secret })).status === 200) left.push({ id, secret });
    // Where none is left, nobody can go on.
    if (left.length === 0) return 'no admin key is left';
    Object.assign(second, left[0]);
    return ifBoth(answers);
  },
};

/** In each of these much happens at the same time; they are played once. */
export const longRaces: Record<string, Race> = {
  async 'number the events as they were committed, without a gap, and refuse none'({ one, other }) {
    let isOver = false;
    const gaps: number[] = [];
    const refused: Answer[] = [];
    let last = (await newestEvents(one))[0]!;
    async function follow(server: Server): Promise<void> {
      const seqs = (await newestEvents(server)).filter((seq) => seq > last);
      gaps.push(...seqs.filter((seq, at) => seq !== (seqs[at + 1] ?? last) + 1));
      last = seqs[0] ?? last;
    }
    async function work(server: Server, writer: number): Promise<void> {
      for (let count = 0; count < 12 && refused.length === 0; count += 1) {
        const headline = named('Counted', writer * 100 + count);
        const [made] = await together(create(server, { headline }));
        const [published] = await together(act(server, made.body.id, 'publish', {}));
        refused.push(...[made, published].filter(({ status }) => status >= 300));
        // What is refused takes no number.
        await server.send('POST', '/v1/desk/topics', { body: { name: 'Refused', slug: 'refused' } });
      }
    }
    const working = Promise.all([one, other, one, other].map(work)).finally(() => (isOver = true));
    // All of it makes fewer events than are read at once.
    while (!isOver) await follow(one);
    await working;
    await follow(one);
    return gaps[0] ?? refused[0];
  },

  async 'do what is due once, in the order of its times'({ one, other, preparing }) {
    const scheduled = new Map<string, number>();
    async function schedule(server: Server, writer: number): Promise<void> {
      for (let number = 0; number < 75; number += 1) {
        const { id } = await makeStory(server, { headline: named('Due', writer * 75 + number) });
        // Many are due at the same time, and none in the past.
        const at = Math.ceil(Date.now() / 1000) * 1000 + 8000;
        await ask(...act(server, id, 'schedule', { at: new Date(at).toISOString() }));
        scheduled.set(id, at);
      }
    }
    await Promise.all(preparing.map(schedule));
    for (const id of scheduled.keys()) while (isWaiting(await story(one, id)));
    const events = await allEvents(other, 'article.published');
    const times = events.flatMap(({ subject }) => scheduled.get(subject) ?? []);
    const inOrder = times.toSorted((left, right) => right - left);
    return times.length === scheduled.size && String(times) === String(inOrder) ? undefined : times;
  },

  async 'tell once that the rights in a picture have ended'({ one, other }) {
    const ids: string[] = [];
    for (let number = 0; number < 20; number += 1) ids.push(await upload(one, 4000 + number));
    for (const [index, id] of ids.entries()) {
      const usableUntil = new Date(Date.now() + 1_000 + 50 * index).toISOString();
      await together(change(index % 2 === 0 ? one : other, `media/${id}`, { usableUntil }));
    }
    async function ended(): Promise<string[]> {
      const events = await allEvents(other, 'media.rightsExpired');
      return events.flatMap(({ subject }) => (ids.includes(subject) ? [subject] : [])).toSorted();
    }
    while (new Set(await ended()).size < ids.length);
    const told = await ended();
    return String(told) === String(ids.toSorted()) ? undefined : told;
  },
};

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
function change(server: Server, path: string, body: unknown, etag?: string): Request {
  return [server, 'PATCH', `/v1/desk/${path}`, { body, ...(etag !== undefined && { etag }) }];
}
function create(server: Server, body: object, sent: Sent = {}): Request {
  const whole = { bodyText: 'A text.', headline: 'A story', ...body };
  return [server, 'POST', '/v1/desk/articles', { body: whole, ...sent }];
}
function story(server: Server, id: string): Promise<Answer['body']> {
  return ask(server, 'GET', `/v1/desk/articles/${id}`);
}
/** Two records of a list. */
async function twoRecords(server: Server, list: string, fields: object = {}): Promise<[string, string]> {
  const [from, into] = [
    { name: 'From', ...fields },
    { name: 'Into', ...fields },
  ];
  return [await makeRecord(server, list, from), await makeRecord(server, list, into)];
}
function named(what: string, attempt: number): string {
  return `${what} ${attempt}`;
}

/** The upload of a picture, of another for each number. */
async function uploading(server: Server, number: number): Promise<Request> {
  const colour = `#${((number % 100) * 0x010305 + 0x202020).toString(16)}`;
  const width = 300 + Math.floor(number / 100);
  const bytes = await drawing({ width, height: 200, colour }).png().toBuffer();
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(bytes)]), 'dot.png');
  return [server, 'POST', '/v1/desk/media', { body }];
}
/** Uploads a picture, and gives its id. */
export async function upload(server: Server, number: number): Promise<string> {
  const { data } = await ask(...(await uploading(server, number)));
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
