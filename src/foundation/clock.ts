/** Where every moment comes from: integer UTC milliseconds. Tests put a clock that stands still in its place. */
export type Clock = {
  now(): number;
  /** Milliseconds since some moment or other, which nobody can set; absent where `now` cannot be set either. */
  elapsed?(): number;
};

export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };

/** RFC 3339 with milliseconds and `Z`: the one form in which a time leaves. */
export function toTimestamp(at: number): string {
  return new Date(at).toISOString();
}

/** Reads an RFC 3339 time with offset, as `Timestamp` has checked it, into integer UTC milliseconds. */
export function fromTimestamp(text: string): number {
  return Date.parse(text);
}
