export type LaneLimits = {
  /** How many may be begun and unfinished. */
  atOnce: number;
  /** How many may wait; more are refused at once. */
  waiting: number;
  /** Who has waited longer is refused. */
  longestWaitMs: number;
  /** The share of the time, relative to other lanes that have work. */
  share: number;
};

export type Refusal = 'full' | 'late';

/** What enters a lane: exactly one of its functions is called, unless it leaves before. */
export type Job = { start: () => void; refuse: (why: Refusal) => void };

/** Counts of a lane since the start; `inFlight` and `waiting` are now. `gone` left before they were begun. */
export type LaneStats = Record<'inFlight' | 'waiting' | 'begun' | 'full' | 'late' | 'gone', number>;

type Entry = Job & { enteredAt: number; enteredIn: number; isBegun: boolean };

type Lane = LaneStats & {
  limits: LaneLimits;
  queue: Set<Entry>;
  /** Milliseconds of the event loop that it has used, divided by its share. */
  used: number;
};

/** How long jobs are begun in one turn of the event loop before other events are looked at. */
const turnMs = 5;
/** So much longer for each refusal since the last turn, about ten times what it costs: refusing must not crowd out work. */
const turnMsPerRefusal = 0.5;
const longestTurnMs = 60;
/** How long turns are put off while clients connect: the event loop accepts one connection each time around. */
const longestAcceptMs = 20;
/** Who was passed over in so few turns waited for a pause of the machine, or for one long job, and is not refused for it. */
const fewTurns = 1;
/** How often those that waited too long are looked for while nothing can be begun. */
const lookAgainMs = 50;

/**
 * Begins jobs one after the other, in turns: the work of one is done, as far as it waits for nothing, before the next is
 * begun, and between turns the event loop sees to other events. The next is of the lane that has used least of its
 * share.
 */
export function openLanes<Name extends string>(
  limits: Record<Name, LaneLimits>,
  /** Whether a client has connected since the last time this was asked. */
  hasConnected: () => boolean = () => false,
) {
  const lanes = Object.fromEntries(
    Object.entries<LaneLimits>(limits).map(([name, limits]) => [name, openLane(limits)]),
  ) as Record<Name, Lane>;
  const all = Object.values<Lane>(lanes);
  let isTurning = false;
  let isPlanned = false;
  let timer: NodeJS.Timeout | undefined;
  let refused = 0;
  let turns = 0;
  let turnEndsAt = 0;
  let putOffSince: number | undefined;
  let working: { lane: Lane; since: number } | undefined;
  // What the lane that was served last had used: a lane that was idle does not save time up.
  let floor = 0;

  /** Gives the function to call when the job is done, or when nobody waits for it any more. */
  function enter(name: Name, job: Job): () => void {
    const lane = lanes[name];
    // Who finds a free place waits for the next turn only.
    if (lane.queue.size >= lane.limits.waiting + lane.limits.atOnce - lane.inFlight) {
      refuse(lane, job, 'full');
      return () => {};
    }
    if (lane.queue.size === 0) lane.used = Math.max(lane.used, floor);
    const entry = { ...job, enteredAt: performance.now(), enteredIn: turns, isBegun: false };
    lane.queue.add(entry);
    plan();
    return once(() => {
      if (lane.queue.delete(entry)) lane.gone += 1;
      else if (entry.isBegun) lane.inFlight -= 1;
      plan();
    });
  }

  /** Counts a job that was begun before, and left, without a wait. Gives the function to call when it is done. */
  function join(name: Name): () => void {
    lanes[name].inFlight += 1;
    return once(() => {
      lanes[name].inFlight -= 1;
      plan();
    });
  }

  function plan(): void {
    if (isTurning || isPlanned) return;
    if (next() !== undefined) {
      isPlanned = true;
      setImmediate(turn);
    } else if (all.some(({ queue }) => queue.size > 0)) timer ??= setTimeout(turn, lookAgainMs).unref();
  }

  function turn(): void {
    const now = performance.now();
    if (hasConnected() && now - (putOffSince ??= now) < longestAcceptMs) return void setImmediate(turn);
    putOffSince = undefined;
    isPlanned = false;
    isTurning = true;
    clearTimeout(timer);
    timer = undefined;
    turnEndsAt = now + Math.min(longestTurnMs, turnMs + refused * turnMsPerRefusal);
    refused = 0;
    refuseLate();
    turns += 1;
    startNext();
  }

  function startNext(): void {
    const now = performance.now();
    if (working) working.lane.used += (now - working.since) / working.lane.limits.share;
    working = undefined;
    const lane = now < turnEndsAt ? next() : undefined;
    if (!lane) return endTurn();
    const [entry] = lane.queue as Iterable<Entry> as [Entry];
    lane.queue.delete(entry);
    entry.isBegun = true;
    lane.inFlight += 1;
    lane.begun += 1;
    floor = lane.used;
    working = { lane, since: now };
    entry.start();
    // A tick that a microtask asks for comes after all microtasks: then the job has done what it can.
    queueMicrotask(() => process.nextTick(startNext));
  }

  function endTurn(): void {
    isTurning = false;
    plan();
  }

  /** The lane whose turn it is, of those that may begin something. */
  function next(): Lane | undefined {
    let found: Lane | undefined;
    for (const lane of all) {
      if (lane.queue.size === 0 || lane.inFlight >= lane.limits.atOnce) continue;
      if (!found || lane.used < found.used) found = lane;
    }
    return found;
  }

  function refuseLate(): void {
    const now = performance.now();
    for (const lane of all) {
      for (const entry of lane.queue) {
        if (now - entry.enteredAt <= lane.limits.longestWaitMs || turns - entry.enteredIn <= fewTurns) break;
        lane.queue.delete(entry);
        refuse(lane, entry, 'late');
      }
    }
  }

  function refuse(lane: Lane, job: Job, why: Refusal): void {
    lane[why] += 1;
    refused += 1;
    job.refuse(why);
  }

  return { enter, join, stats: () => statsOf(lanes) };
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}

function openLane(limits: LaneLimits): Lane {
  return { limits, queue: new Set(), used: 0, inFlight: 0, waiting: 0, begun: 0, full: 0, late: 0, gone: 0 };
}

function statsOf<Name extends string>(lanes: Record<Name, Lane>): Record<Name, LaneStats> {
  return Object.fromEntries(
    Object.entries<Lane>(lanes).map(([name, { queue, inFlight, begun, full, late, gone }]) => [
      name,
      { inFlight, waiting: queue.size, begun, full, late, gone },
    ]),
  ) as Record<Name, LaneStats>;
}
