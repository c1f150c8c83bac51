import type { Database, Db } from '../../database/database.ts';
import { pause } from '../../process/pause.ts';
import type { EventStream } from './event-stream.ts';

/** How often a commit is looked for while somebody follows. */
const everyMs = 200;
const batch = 100;

type Place = { seq: number };

/** What a log tells: its text as an event, and the place after it. */
export type Entry<P extends Place> = { place: P; text: string };

/** A log that is followed. */
export type Log<P extends Place, E extends Entry<P>> = {
  /** The entries after a place, the oldest first, `limit` at most; undefined where the log does not go back so far. */
  read: (db: Db, after: P, limit: number) => Promise<E[] | undefined>;
  /** The event that says so; its `id` is where the log ends now. */
  reset: (db: Db) => Promise<string>;
  /** The `id` of a place. */
  idOf: (place: P) => string;
};

export type Following<P extends Place, E extends Entry<P>> = {
  stream: EventStream;
  /** After which entry it goes on. */
  place: P;
  /** Whether it is told of an entry. */
  wants: (entry: E) => boolean;
};

type Parts<P extends Place, E extends Entry<P>> = {
  database: Database;
  log: Log<P, E>;
  isEnding: () => boolean;
  report: (error: unknown) => void;
};

/** Sends each entry of a log to all who follow it: it is read and written once for all that are at its end. */
export function openHub<P extends Place, E extends Entry<P>>({
  database,
  log,
  isEnding,
  report,
}: Parts<P, E>) {
  const following = new Set<Following<P, E>>();
  let isTurning = false;
  /** Whether somebody may have to be told something although nothing was committed. */
  let isBehind = false;

  function follow(one: Following<P, E>): void {
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
      const entries = await database.read((db) => log.read(db, after, batch));
      if (!entries) {
        const reset = await database.read(log.reset);
        for (const { stream } of together) {
          stream.send(reset);
          stream.end();
        }
        continue;
      }
      if (entries.length === batch) isBehind = true;
      for (const entry of entries)
        for (const { stream, wants } of together) if (wants(entry)) stream.send(entry.text);
      const place = entries.at(-1)?.place ?? after;
      for (const one of together) {
        one.place = place;
        one.stream.moveTo(log.idOf(place));
      }
    }
  }

  function endAll(): void {
    for (const { stream } of following) stream.end();
    following.clear();
  }

  return { follow };
}
