/** A desk that writes story after story, and repeats whatever got no answer. */
import { setTimeout as pause } from 'node:timers/promises';

/** What the server said is done: what is promised to last. Every `mark` is said once in the whole run. */
export type Acknowledged =
  | { did: 'created'; id: string; mark: string; key: string }
  | { did: 'patched'; id: string; mark: string; version: number }
  | { did: 'published'; id: string; version: number; mark?: string; key: string }
  | { did: 'withdrawn'; id: string; key: string };

type Story = { id: string; etag: string; standfirst?: string; copy: { version: number } };
type Answer = { status: number; body: Story };
type Sending = { etag?: string; key?: string; body: unknown };

export type Writer = {
  name: string;
  address: string;
  secret: string;
  chance: () => number;
  /** Where it notes what was acknowledged, for those who look meanwhile. */
  log?: Acknowledged[];
};

/** Works until `isOver`. Gives what was acknowledged; throws when an answer is not what was promised. */
export async function write(writer: Writer, isOver: () => boolean): Promise<Acknowledged[]> {
  const { name, chance, log = [] } = writer;
  for (let number = 1; !isOver(); number++) {
    const mark = `${name}-${number}`;
    let story = await create(writer, mark, log);
    let published = 0;
    for (let step = 1; step <= 6 && !isOver(); step++) {
      if (chance() < 0.5) story = await patch(writer, story, `${mark}-${step}`, log);
      else story = await publish(writer, story, { mark: `${mark}-${step}`, isFirst: published++ === 0 }, log);
    }
    if (published > 0 && chance() < 0.3) await withdraw(writer, story, mark, log);
  }
  return log;
}

async function create(writer: Writer, mark: string, log: Acknowledged[]): Promise<Story> {
  const key = `create-${mark}`;
  const body = {
    headline: `Phoenix ${mark}`,
    bodyText: `First of ${mark}.\n\nSecond of ${mark}.`,
    bylines: [{ byline: 'alex-sample', role: 'author' }],
    topics: ['transport'],
    section: 'politics',
    externalIds: [{ scheme: 'kill', value: mark }],
  };
  const { body: story } = await post(writer, '/v1/desk/articles', { key, body }, 201);
  log.push({ did: 'created', id: story.id, mark, key });
  return story;
}

async function publish(
  writer: Writer,
  { id, etag, copy }: Story,
  { mark, isFirst }: { mark: string; isFirst: boolean },
  log: Acknowledged[],
): Promise<Story> {
  const key = `publish-${mark}`;
  const body = isFirst ? {} : { change: { kind: 'editorsNote', text: mark } };
  const { body: story } = await post(writer, `/v1/desk/articles/${id}/publish`, { etag, key, body }, 200);
  log.push({ did: 'published', id, version: copy.version, key, ...(isFirst ? {} : { mark }) });
  return story;
}

async function withdraw(writer: Writer, { id, etag }: Story, mark: string, log: Acknowledged[]) {
  const key = `withdraw-${mark}`;
  const body = { reason: `Reason of ${mark}.`, notice: `Notice of ${mark}.` };
  await post(writer, `/v1/desk/articles/${id}/withdraw`, { etag, key, body }, 200);
  log.push({ did: 'withdrawn', id, key });
}

/** Patches carry no key: `If-Match` keeps them from being done twice, and a look tells whether the lost one was done. */
async function patch(writer: Writer, story: Story, mark: string, log: Acknowledged[]): Promise<Story> {
  const { id, etag } = story;
  let { status, body } = await send(writer, 'PATCH', `/v1/desk/articles/${id}`, {
    etag,
    body: { standfirst: mark },
  });
  if (status === 412) ({ status, body } = await send(writer, 'GET', `/v1/desk/articles/${id}`));
  if (status !== 200 || body.standfirst !== mark || body.copy.version !== story.copy.version + 1)
    throw new Error(`Patch ${mark} of ${id} gave ${status}: ${JSON.stringify(body)}`);
  log.push({ did: 'patched', id, mark, version: body.copy.version });
  return body;
}

/** One in five is sent again although it was answered: the answer must be the same. */
async function post(writer: Writer, path: string, sending: Sending, expected: number): Promise<Answer> {
  const first = await send(writer, 'POST', path, sending);
  if (first.status !== expected)
    throw new Error(`${sending.key} gave ${first.status}: ${JSON.stringify(first.body)}`);
  if (writer.chance() < 0.2) {
    const again = await send(writer, 'POST', path, sending);
    if (JSON.stringify(again) !== JSON.stringify(first))
      throw new Error(`${sending.key} gave ${JSON.stringify(first)}, and then ${JSON.stringify(again)}`);
  }
  return first;
}

/** So long after the last answer the server is taken for one that never starts again. */
const patienceMs = 60_000;

/** Sends until there is an answer; throws when there is none for too long. */
async function send(
  { address, secret }: Writer,
  method: string,
  path: string,
  { etag, key, body }: Partial<Sending> = {},
): Promise<Answer> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      const response = await fetch(`${address}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${secret}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(etag === undefined ? {} : { 'if-match': etag }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Story };
    } catch (error) {
      if (performance.now() > until) throw error;
      await pause(20);
    }
  }
}
