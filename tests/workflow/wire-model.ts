/** What becomes of what a source sends of one story, told once more and another way than the sources tell it. */

/** One version: its number, what it says, and whether it cannot be applied. A cancellation may have no number. */
export type Version = { status: 'usable' | 'canceled'; number?: number; says: string; isFaulty?: boolean };

type State = 'applied' | 'waiting' | 'dismissed' | 'superseded' | 'cancelled';
/** `isLate`: a cancellation that came after a newer version, and takes nothing back. */
export type Kept = Version & { state: State; isOfStory: boolean; isLate?: boolean };

export type Tray = {
  /** In the order in which they came. */
  records: Kept[];
  hasStory: boolean;
  /** Whether a person has edited the story since its source sent it last, or since it follows its source again. */
  isEdited: boolean;
  /** Whether the story is marked as cancelled: nothing of it goes out by itself. */
  isMarked: boolean;
};

export function newTray(): Tray {
  return { records: [], hasStory: false, isEdited: false, isMarked: false };
}

/** Receives a version; says what its sender is told. `isOlder`: a newer one came with it. */
export function receive(tray: Tray, sent: Version, { isOlder = false } = {}): string {
  return sent.status === 'canceled' ? cancel(tray, sent) : receiveUsable(tray, sent, isOlder);
}

function cancel(tray: Tray, sent: Version): string {
  const same = sameOf(tray, sent);
  if (same) return same.isLate ? 'refused' : 'cancelled';
  const isLate = sent.number !== undefined && newestOf(tray) > sent.number;
  const atOnce = isLate ? 'superseded' : 'cancelled';
  keep(tray, { ...sent, isLate }, tray.hasStory ? 'waiting' : atOnce);
  tray.isMarked ||= tray.hasStory;
  if (isLate) return 'refused';
  for (const one of tray.records)
    if (one.status === 'usable' && one.state === 'waiting') one.state = 'cancelled';
  return 'cancelled';
}

function receiveUsable(tray: Tray, sent: Version, isOlder: boolean): string {
  const number = sent.number!;
  const same = sameOf(tray, sent);
  const covering = tray.records.findLast(
    ({ status, state, isLate }) => status === 'canceled' && !isLate && state !== 'dismissed',
  );
  const isCovered = covering && (covering.number === undefined || covering.number >= number);
  if (isCovered || newestOf(tray) > number || isOlder) {
    if (!same) keep(tray, sent, 'superseded');
    return 'refused';
  }
  if (same?.state === 'dismissed') return tray.hasStory ? 'unchanged' : 'refused';
  const hasOther = tray.records.some(
    (one) => one.status === 'usable' && one.number === number && one.says !== sent.says,
  );
  if (tray.hasStory && (hasOther || tray.isEdited)) {
    if (same?.state === 'applied') return 'unchanged';
    take(tray, sent, 'waiting');
    return sent.isFaulty ? 'refused' : 'waiting';
  }
  if (sent.isFaulty) {
    take(tray, sent, 'waiting');
    return 'refused';
  }
  const before = tray.hasStory ? (same?.state === 'applied' ? 'unchanged' : 'updated') : 'created';
  if (!tray.hasStory) {
    for (const one of tray.records) one.isOfStory = true;
    // One that came late marks the story, too, as if it had come in time.
    tray.isMarked = tray.records.some(({ status, state }) => status === 'canceled' && state !== 'dismissed');
  }
  tray.hasStory = true;
  take(tray, sent, 'applied');
  return before;
}

/** Keeps it in that state; what else waits is superseded. */
function take(tray: Tray, sent: Version, state: State): void {
  const same = sameOf(tray, sent);
  if (same) Object.assign(same, { state, isOfStory: tray.hasStory });
  else keep(tray, sent, state);
  for (const one of tray.records)
    if (one.status === 'usable' && one.state === 'waiting' && one.number !== sent.number)
      one.state = 'superseded';
}

function keep(tray: Tray, sent: Version & { isLate?: boolean }, state: State): void {
  tray.records.push({ ...sent, state, isOfStory: tray.hasStory });
}

function newestOf({ records }: Tray): number {
  const inForce = records.filter(({ status, state }) => status === 'usable' || state !== 'dismissed');
  return Math.max(-1, ...inForce.map(({ number = -1 }) => number));
}

/** A cancellation without a number is the same only if nothing came since, except what was passed over. */
function sameOf({ records }: Tray, { status, number, says }: Version): Kept | undefined {
  const last = records.findLast(({ state }) => state !== 'superseded');
  return records.find(
    (one) =>
      one.status === status &&
      one.number === number &&
      one.says === says &&
      (number !== undefined || one === last || one.state === 'superseded'),
  );
}

/** Receives what came in one import: cancellations first, then all of the newest version, then the others. */
export function receiveTogether(tray: Tray, sent: Version[]): string[] {
  const newest = Math.max(...sent.map(({ status, number }) => (status === 'usable' ? number! : -1)));
  function turnOf({ status, number }: Version): number {
    if (status === 'canceled') return 0;
    return number === newest ? 1 : 2;
  }
  const told: string[] = [];
  for (const turn of [0, 1, 2])
    for (const [index, one] of sent.entries()) {
      if (turnOf(one) !== turn) continue;
      told[index] = receive(tray, one, { isOlder: turn === 2 });
      if (turn === 2) told[index] = sameOf(tray, one)?.state === 'waiting' ? 'refused' : 'superseded';
    }
  return told;
}

/** Dismisses the last that the desk may decide about; gives it. */
export function dismissable({ records }: Tray): Kept | undefined {
  return records.findLast(
    ({ state, status }) => state === 'waiting' || (status === 'canceled' && state === 'cancelled'),
  );
}

export function follow(tray: Tray): void {
  if (tray.isMarked)
    for (const one of tray.records) if (one.status === 'canceled' && one.isOfStory) one.state = 'dismissed';
  Object.assign(tray, { isMarked: false, isEdited: false });
}
