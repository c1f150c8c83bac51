/** Sends requests to the desk with the key of a role, and looks at what they left behind. */
import { asc, eq } from 'drizzle-orm';
import type { Role } from '../../src/access/scopes.ts';
import type { DeskEvent } from '../../src/desk/events/schema.ts';
import { events } from '../../src/foundation/events/table.ts';
import type { ChangeRow } from '../../src/foundation/changes/find.ts';
import { changes } from '../../src/foundation/changes/table.ts';
import { findPublicRevision } from '../../src/foundation/changes/revision.ts';
import type { House } from './house.ts';

type Headers = Record<string, string>;

/** The desk as somebody of that role meets it. `ifMatch` takes the etag of what was read. */
export async function atDesk(house: House, role: Role) {
  const key = await house.keyFor(role);
  const { request } = house.client;
  function change(method: 'PATCH' | 'PUT' | 'DELETE') {
    return (url: string, ifMatch?: string, body?: unknown) =>
      request(method, url, {
        headers: { ...key, ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) },
        ...(body === undefined ? {} : { body }),
      });
  }
  return {
    get: (url: string) => request('GET', url, { headers: key }),
    post: (url: string, body: unknown, headers: Headers = {}) =>
      request('POST', url, { headers: { ...key, ...headers }, body }),
    patch: change('PATCH'),
    put: change('PUT'),
    delete: change('DELETE'),
  };
}

/** What is on record about one thing, in order. */
export async function actionsOn(house: House, subject: string): Promise<string[]> {
  const rows = await house.database.read(async (db) =>
    db
      .select({ action: events.action })
      .from(events)
      .where(eq(events.subject, subject))
      .orderBy(asc(events.seq)),
  );
  return rows.map(({ action }) => action);
}

/** What the desk is told of what happened to one thing, the newest first. */
export async function eventsOn(house: House, subject: string): Promise<DeskEvent[]> {
  const headers = await house.keyFor('chief');
  const answer = await house.client.get(`/v1/desk/events?subject=${subject}`, { headers });
  return answer.json<{ data: DeskEvent[] }>().data;
}

/** What the public log tells of one thing, in order. */
export async function changesOn(house: House, subject: string): Promise<ChangeRow[]> {
  return house.database.read(async (db) =>
    db.select().from(changes).where(eq(changes.subject, subject)).orderBy(asc(changes.seq)),
  );
}

/** How many public changes there were. */
export async function publicRevisionOf(house: House): Promise<number> {
  return (await house.database.read(findPublicRevision)).number;
}
