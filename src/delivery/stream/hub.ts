import { findNewestPlace, isKept, listChanges, type LogPlace } from '../../foundation/changes/find.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { EventStream } from '../../foundation/http/answer/event-stream.ts';
import { pause } from '../../foundation/process/pause.ts';
import type { Site } from '../../library/site.ts';
import { encodePlace } from '../changes/cursor.ts';
import { presentChanges } from '../changes/present.ts';
import type { PublicChange } from '../changes/schema.ts';
import { eventOf, resetAt } from './events.ts';

/** How often a commit is looked for while somebody follows. */
const everyMs = 200;
const batch = 100;

export type Following = {
  stream: EventStream;
  /** After which change it goes on. */
  place: LogPlace;
  /** Whether it is told of a change. */
  wants: (change: Told) => boolean;
};

/** What filters look at, beside what is told. */
export type Told = { change: PublicChange; locale: string | null; sections: (string | null)[] };

type Parts = { database: Database; site: Site; isEnding: () => boolean; report: (error: unknown) => void };

/** Sends each change to all who follow: it is read and written once for all that are at the end of the log. */
export function openHub({ database, site, isEnding, report }: Parts) {
  const following = new Set<Following>();
  let isTurning = false;
  /** Whether somebody may have to be told something although nothing was committed. */
  let isBehind = false;

  function follow(one: Following): void {
    following.add(one);
    isBehind = true;
    if (!isTurning) void turn();
  }

  async function turn(): Promise<void> {
    isTurning = true;
    let version = NaN;
    for (;;) {
      for (const one of following) if (one.stream.isOver()) following.delete(one);
      if (isEnding()) endAll();
      if (following.size === 0) break;
      const now = database.version();
      if (now !== version || isBehind) {
        try {
          await tellAll();
          version = now;
        } catch (error) {
          report(error);
          await pause(everyMs);
        }
      }
      if (!isBehind) await pause(everyMs);
    }
    isTurning = false;
  }

  /** Those who are at the same place are told together, a batch each: the others catch up in turns. */
  async function tellAll(): Promise<void> {
    isBehind = false;
    for (const together of Map.groupBy(following, ({ place }) => place.seq).values()) {
      const after = together[0]!.place;
      const told = await database.read(async (db) => {
        if (!(await isKept(db, after))) return { newest: await findNewestPlace(db) };
        const rows = await listChanges(db, { after, limit: batch, filters: {} });
        return { rows, changes: await presentChanges(db, rows, { whole: false, site }) };
      });
      if (told.rows === undefined) {
        for (const { stream } of together) {
          stream.send(resetAt(encodePlace({ place: told.newest })));
          stream.end();
        }
        continue;
      }
      const { rows, changes } = told;
      if (rows.length === batch) isBehind = true;
      const last = rows.at(-1);
      for (const [index, row] of rows.entries()) {
        const change = changes[index]!;
        const text = eventOf(change);
        const facts = { change, locale: row.locale, sections: [row.sectionId, row.formerSectionId] };
        for (const { stream, wants } of together) if (wants(facts)) stream.send(text);
      }
      if (last) for (const one of together) one.place = { seq: last.seq, at: last.at };
    }
  }

  function endAll(): void {
    for (const { stream } of following) stream.end();
    following.clear();
  }

  return { follow };
}
