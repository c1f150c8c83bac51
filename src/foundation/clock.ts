/** The source of every time: UTC milliseconds as an integer. Tests pass a clock that stands still. */
export type Clock = {
  now(): number;
  /** Monotonic milliseconds, for durations. Absent in tests, where `now` is never set by others. */
  elapsed?(): number;
};

export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };

/** RFC 3339 with milliseconds and `Z`: the only form in which times are sent. */
export function toTimestamp(at: number): string {
  return new Date(at).toISOString();
}

/** Reads an RFC 3339 time with offset, as `Timestamp` has checked it, into integer UTC milliseconds. */
export function fromTimestamp(text: string): number {
  return Date.parse(text);
}
