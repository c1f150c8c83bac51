import { drawing } from '../../../support/pictures.ts';
import { type Answer, ask, makeRecord, type Request, type Sent, type Server } from '../pair.ts';

export function act(server: Server, id: string, name: string, body: unknown, sent: Sent = {}): Request {
  return [server, 'POST', `/v1/desk/articles/${id}/${name}`, { body, ...sent }];
}
export function change(server: Server, path: string, body: unknown, etag?: string): Request {
  return [server, 'PATCH', `/v1/desk/${path}`, { body, ...(etag !== undefined && { etag }) }];
}
export function create(server: Server, body: object, sent: Sent = {}): Request {
  const whole = { bodyText: 'A text.', headline: 'A story', ...body };
  return [server, 'POST', '/v1/desk/articles', { body: whole, ...sent }];
}
export function story(server: Server, id: string): Promise<Answer['body']> {
  return ask(server, 'GET', `/v1/desk/articles/${id}`);
}
/** Two records of a list. */
export async function twoRecords(
  server: Server,
  list: string,
  fields: object = {},
): Promise<[string, string]> {
  const [from, into] = [
    { name: 'From', ...fields },
    { name: 'Into', ...fields },
  ];
  return [await makeRecord(server, list, from), await makeRecord(server, list, into)];
}
export function named(what: string, attempt: number): string {
  return `${what} ${attempt}`;
}

/** The upload of a picture, of another for each number. */
export async function uploading(server: Server, number: number): Promise<Request> {
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
export function isWaiting({ scheduled }: { scheduled?: { failed?: unknown } }): boolean {
  return scheduled !== undefined && scheduled.failed === undefined;
}

export type Event = { seq: number; subject: string; action: string };

export async function lastEvent(server: Server, subject: string) {
  return (await ask(server, 'GET', `/v1/desk/events?subject=${subject}&limit=1`)).data[0];
}

/** The numbers of the newest hundred events, the newest first. */
export async function newestEvents(server: Server): Promise<number[]> {
  return (await ask(server, 'GET', '/v1/desk/events?limit=100')).data.map(({ seq }: Event) => seq);
}

export async function allEvents(server: Server, action: string): Promise<Event[]> {
  const all: Event[] = [];
  for (let cursor = ''; ;) {
    const { data, page } = await ask(server, 'GET', `/v1/desk/events?action=${action}&limit=100${cursor}`);
    all.push(...data);
    if (page.next === undefined) return all;
    cursor = `&cursor=${page.next}`;
  }
}
