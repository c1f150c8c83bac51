/** The source of every time: UTC milliseconds as an integer. Tests pass a clock that stands still. */
export type Clock = {
  now(): number;
  /** Monotonic milliseconds, for durations. Absent in tests, where `now` is never set by others. */
  elapsed?(): number;
  /** Told the time of a clock that all servers share; `now` goes on from it. Absent in tests, where the test says the time. */
  follow?(at: number): void;
};

/** The clock of this machine, or of the database that several servers share once it follows that one. */
export const systemClock: Clock = {
  now: () => Date.now() + ahead,
  elapsed: () => performance.now(),
  follow: (at) => (ahead = at - Date.now()),
};

let ahead = 0;

/** RFC 3339 with milliseconds and `Z`: the only form in which times are sent. */
export function toTimestamp(at: number): string {
  return new Date(at).toISOString();
}

/** The same of a time that may be unset: then it is left out. */
export function toTimestampIfSet(at: number | null): string | undefined {
  return at === null ? undefined : toTimestamp(at);
}

/** Reads an RFC 3339 time with offset, as `Timestamp` has checked it, into integer UTC milliseconds. */
export function fromTimestamp(text: string): number {
  return Date.parse(text);
}
