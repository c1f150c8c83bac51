import { setImmediate } from 'node:timers/promises';
import type { Database, Db } from '../../database/database.ts';
import { pause } from '../../process/pause.ts';
import type { EventStream } from './event-stream.ts';

/** How often a commit is looked for while somebody follows, and whether a reader has caught up. */
const everyMs = 200;
const batch = 50;
/** So many are sent something before requests have their turn. */
const atOnce = 50;

/** What a log tells: its text as an event, and the place after it. */
export type Entry<P> = { place: P; text: string };

/** A log that is followed. */
export type Log<P, E extends Entry<P>> = {
  /** The entries after a place, the oldest first, `limit` at most; undefined where the log does not go back so far. */
  read: (db: Db, after: P, limit: number) => Promise<E[] | undefined>;
  /** The event that says so; its `id` is where the log ends now. */
  reset: (db: Db) => Promise<string>;
  /** The `id` of a place. */
  idOf: (place: P) => string;
};

export type Following<P, E extends Entry<P>> = {
  stream: EventStream;
  /** After which entry it goes on. */
  place: P;
  /** Those of a batch that it is told of. */
  choose: (db: Db, entries: E[]) => Promise<E[]>;
};

type Parts<P, E extends Entry<P>> = {
  database: Database;
  log: Log<P, E>;
  isEnding: () => boolean;
  report: (error: unknown) => void;
};

/**
 * Sends each entry of a log to all who follow it: it is read and written once for all that are at its end. Who takes too
 * little falls behind, and is told the rest when there is room again.
 */
export function openHub<P, E extends Entry<P>>({ database, log, isEnding, report }: Parts<P, E>) {
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
          isBehind = true;
          await pause(everyMs);
        }
      }
      // A pause in any case: sockets take what was sent only between turns.
      await pause(isBehind && [...following].some(({ stream }) => !stream.isFull()) ? 0 : everyMs);
    }
    isTurning = false;
  }

  /** Those who are at the same place are told together, a batch each: the others catch up in turns. */
  async function tellAll(): Promise<void> {
    const open = [...following].filter(({ stream }) => !stream.isFull());
    isBehind = open.length < following.size;
    for (const together of Map.groupBy(open, ({ place }) => log.idOf(place)).values()) {
      const after = together[0]!.place;
      const told = await database.read(async (db) => {
        const entries = await log.read(db, after, batch);
        if (!entries) return { reset: await log.reset(db) };
        if (entries.length === batch) isBehind = true;
        const texts: string[] = [];
        for (const { choose } of together)
          texts.push((await choose(db, entries)).map(({ text }) => text).join(''));
        return { texts, place: entries.at(-1)?.place ?? after };
      });
      if (told.reset !== undefined) resetAll(together, told.reset);
      else await send(together, told);
    }
  }

  async function send(
    together: Following<P, E>[],
    { texts, place }: { texts: string[]; place: P },
  ): Promise<void> {
    for (const [index, one] of together.entries()) {
      if (texts[index]) one.stream.send(texts[index]);
      one.place = place;
      one.stream.moveTo(log.idOf(place));
      if (index % atOnce === atOnce - 1) await setImmediate();
    }
  }

  function resetAll(together: Following<P, E>[], event: string): void {
    for (const { stream } of together) {
      stream.send(event);
      stream.end();
    }
  }

  function endAll(): void {
    for (const { stream } of following) stream.end();
    following.clear();
  }

  return { follow };
}
