import { issueKey } from '../../src/access/issue-key.ts';
import type { DeskArticle } from '../../src/desk/show/desk-article.ts';
import { deskOf, deskWith, type Desk } from '../support/desk.ts';
import { givenSection, givenTopic } from '../support/given.ts';
import { findingsIn } from '../support/doctor.ts';
import { openHouse, type House } from '../support/house.ts';
import { catchUp, newStory, outcomeOf, people, type Move, type Person, type Story } from './model.ts';

/** One step of a day: somebody makes a move with a story, time passes, or the process starts anew. */
export type Step =
  | { kind: 'move'; by: Person; story: number; move: Move }
  | { kind: 'wait'; ms: number }
  /** Somebody hides the topic of the stories, or shows it again. */
  | { kind: 'hide'; hidden: boolean; isConfirmed: boolean }
  | { kind: 'restart' };

type Day = {
  house: House;
  desks: Record<Person, Desk>;
  ids: string[];
  stories: Story[];
  topic: { id: string; revision: number };
};

const roles = { reporter: 'reporter', editor: 'editor', otherEditor: 'editor', chief: 'chief' } as const;

/** Whether the section of the second story asks for an approval. */
type Newsroom = { asksApproval?: boolean };

/** Plays a day with two stories, and after each step compares all that can be seen with what the model says. Throws where they differ. */
export async function playDay(
  steps: Step[],
  model = { outcomeOf, catchUp },
  { asksApproval = false }: Newsroom = {},
): Promise<void> {
  const house = await openHouse({ seed: 'none' });
  const day = { house, ids: [], stories: [], desks: {} } as unknown as Day;
  for (const person of people)
    day.desks[person] = person === 'service' ? await serviceOf(house) : await deskOf(house, roles[person]);
  day.topic = { id: await givenTopic(house), revision: 1 };
  const section = await givenSection(house, { requiresApproval: true });
  for (const owner of ['reporter', 'editor'] as const) {
    const headline = `Story of the ${owner}`;
    const asks = owner === 'editor' && asksApproval;
    const fields = { headline, topics: [day.topic.id], ...(asks && { section }) };
    day.ids.push((await day.desks[owner].create(fields)).id);
    day.stories.push(newStory(owner, headline, { asksApproval: asks }));
  }
  try {
    for (const [index, step] of steps.entries()) {
      await take(day, step, model).catch((error: unknown) => fail(index, step, error));
      await compare(day).catch((error: unknown) => fail(index, step, error));
    }
    const findings = await findingsIn(day.house.file);
    if (findings.length > 0) throw new Error(`the doctor finds: ${findings.join('\n')}`);
  } finally {
    await day.house.close();
  }
}

function fail(index: number, step: Step, error: unknown): never {
  throw new Error(
    `step ${index}, ${JSON.stringify(step)}: ${error instanceof Error ? error.message : String(error)}`,
  );
}

async function take(day: Day, step: Step, model: { outcomeOf: typeof outcomeOf; catchUp: typeof catchUp }) {
  if (step.kind === 'restart') {
    day.house = await openHouse({ after: day.house });
    for (const person of people) day.desks[person] = deskWith(day.house, day.desks[person].key);
  } else if (step.kind === 'hide') {
    await hide(day, step);
  } else if (step.kind === 'wait') {
    day.house.clock.advance(step.ms);
    await day.house.catchUp();
    for (const story of day.stories) model.catchUp(story, day.house.clock.now());
  } else {
    const { story: index, move, by } = step;
    const now = day.house.clock.now();
    const isOtherLive = day.stories[1 - index]!.publication === 'live';
    const { status, after } = model.outcomeOf(day.stories[index]!, move, by, now, isOtherLive);
    const answer = await send(day, index, move, by, now);
    if (answer.statusCode !== status) {
      throw new Error(`answered ${answer.statusCode} where ${status} was expected: ${answer.body}`);
    }
    if (after) day.stories[index] = after;
  }
}

async function hide(day: Day, { hidden, isConfirmed }: Step & { kind: 'hide' }): Promise<void> {
  const { topic, stories, desks } = day;
  const isHidden = stories[0]!.topicHidden;
  const isSeen =
    hidden && !isHidden && stories.some(({ publication, scheduled }) => publication === 'live' || scheduled);
  const query = isConfirmed ? '?confirm=true' : '';
  const sent = { etag: `"r${topic.revision}"`, body: { hidden } };
  const answer = await desks.editor.send('PATCH', `/topics/${topic.id}${query}`, sent);
  same('the topic', answer.statusCode, isSeen && !isConfirmed ? 409 : 200);
  if (answer.statusCode !== 200 || hidden === isHidden) return;
  topic.revision += 1;
  for (const story of stories) story.topicHidden = hidden;
}

async function serviceOf(house: House): Promise<Desk> {
  const { secret } = await house.play((work) =>
    issueKey(work, { name: 'Wire', role: 'editor', actor: { name: 'Wire', kind: 'service' } }),
  );
  return deskWith(house, { authorization: `Bearer ${secret}` });
}

function send({ desks, ids, stories }: Day, index: number, move: Move, by: Person, now: number) {
  const [id, desk, story] = [ids[index]!, desks[by], stories[index]!];
  const etag = `"r${story.revision}"`;
  const at = new Date(now + ('inMs' in move ? move.inMs : 0)).toISOString();
  const needsChange = story.needsChange !== ('isCareless' in move && move.isCareless);
  const change = needsChange ? { change: { kind: 'update', text: 'Something changed.' } } : {};
  const reason = 'For a reason.';
  const bodies: Partial<Record<Move['name'], unknown>> = {
    publish: change,
    mend: { base: 'live', patch: 'headline' in move ? { headline: move.headline } : {}, ...change },
    schedule: { at, ...change },
    return: { reason },
    unpublish: { reason },
    withdraw: { reason, notice: 'Withdrawn.' },
    consolidate: { reason, into: ids[1 - index] },
    breakEmbargo: { reason },
    expire: { reason },
    expireAt: { reason, at },
    extend: { until: null },
    kill: { reason, notice: 'Killed.' },
  };
  const paths: Partial<Record<Move['name'], string>> = {
    mend: 'publish',
    breakEmbargo: 'break-embargo',
    expireAt: 'expire',
    restore: 'versions/1/restore',
  };
  switch (move.name) {
    case 'patch':
      return desk.send('PATCH', `/articles/${id}`, {
        etag: move.isStale ? '"r999"' : etag,
        body: { headline: move.headline },
      });
    case 'embargo':
      return desk.send('PATCH', `/articles/${id}`, { etag, body: { embargoUntil: at } });
    case 'duplicate':
      return desk.send('POST', `/articles/${id}/duplicate`);
    case 'delete':
      return desk.send('DELETE', `/articles/${id}`, { etag });
    default:
      return desk.send('POST', `/articles/${id}/${paths[move.name] ?? move.name}`, {
        etag,
        body: bodies[move.name],
      });
  }
}

async function compare({ house, desks, ids, stories }: Day): Promise<void> {
  const live = new Set(
    (await house.client.get('/v1/articles')).json<{ data: { id: string }[] }>().data.map(({ id }) => id),
  );
  for (const [index, story] of stories.entries()) {
    const id = ids[index]!;
    same('on the desk', seen(await desks.chief.read(id)), expectedOf(story));
    const { data } = (await desks.chief.send('GET', `/articles/${id}/versions`)).json<{
      data: { version: number }[];
    }>();
    same(
      'versions',
      data.map(({ version }) => version),
      story.versions.map((_, at) => story.versions.length - at),
    );
    const history = (await desks.chief.send('GET', `/articles/${id}/history?limit=100`)).json<{
      data: { action: string }[];
    }>();
    same('history', history.data.map(({ action }) => action).toReversed(), story.events.slice(-100));
    same('in the list', live.has(id), story.publication === 'live');
    const answer = await house.client.get(`/v1/articles/${id}`);
    const shown =
      answer.statusCode === 200 ? answer.json<{ headline: string; topics: unknown[] }>() : undefined;
    same('in public', [answer.statusCode, shown?.headline], publicOf(story, stories[1 - index]!));
    if (shown) same('its topics', shown.topics.length, story.topicHidden ? 0 : 1);
  }
}

function seen({
  etag,
  copy,
  publication,
  scheduled,
  embargoUntil,
  expiresAt,
  deletedAt,
  headline,
}: DeskArticle) {
  return {
    etag,
    copy,
    headline,
    publication: publication.state,
    scheduled: scheduled && {
      version: scheduled.version,
      at: scheduled.at,
      failed: scheduled.failed !== undefined,
    },
    embargoUntil,
    expiresAt,
    isDeleted: deletedAt !== undefined,
  };
}

function expectedOf(story: Story): ReturnType<typeof seen> {
  const { scheduled, embargoUntil, expiresAt, isDeleted, publication, revision, versions, copy } = story;
  return {
    etag: `"r${revision}"`,
    copy: { version: versions.length, state: copy },
    headline: versions.at(-1)!.headline,
    publication,
    scheduled: scheduled && { ...scheduled, at: new Date(scheduled.at).toISOString() },
    embargoUntil: embargoUntil === undefined ? undefined : new Date(embargoUntil).toISOString(),
    expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt).toISOString(),
    isDeleted,
  };
}

const gone = { withdrawn: 410, expired: 410, none: 404 };

function publicOf(story: Story, other: Story): [number, string | undefined] {
  const { publication, publicVersion, versions, isRemembered } = story;
  if (publication === 'live') return [200, versions[publicVersion! - 1]!.headline];
  if (publication === 'killed') return [isRemembered ? 410 : 404, undefined];
  if (publication !== 'consolidated') return [gone[publication], undefined];
  // It leads to the other; where that has gone, its end is told. Two that lead to each other lead nowhere.
  if (other.publication === 'live') return [301, undefined];
  return other.publication === 'consolidated' ? [404, undefined] : [publicOf(other, story)[0], undefined];
}

function same(what: string, found: unknown, expected: unknown): void {
  const [one, two] = [JSON.stringify(found), JSON.stringify(expected)];
  if (one !== two) throw new Error(`${what}: ${one} where ${two} was expected`);
}
