/** What two servers on one database could break for each other, if they wrote at the same time. */
import { ask, makeLive, makePerson, makeRecord, makeStory, type Server, together } from '../pair.ts';
import { act, change, create, story, twoRecords, named, uploading, upload, lastEvent } from './acts.ts';
import { unless, ifOther, ifSame, ifBoth } from './verdicts.ts';

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
