/** A place in a log: after the entry with this number, which was made at this time (UTC milliseconds). */
export type Place = { seq: number; at: number };

/** A place that no log has: whoever goes on after it begins anew. */
export const nowhere: Place = { seq: -1, at: -1 };

/** The text of a place. */
export function placeText({ seq, at }: Place): string {
  return `${seq.toString(36)}-${at.toString(36)}`;
}

/** Reads a place back; undefined for what is none. */
export function placeIn(text: string): Place | undefined {
  const [, seq, at] = /^([0-9a-z]{1,10})-([0-9a-z]{1,10})$/.exec(text) ?? [];
  return seq === undefined || at === undefined ? undefined : { seq: parseInt(seq, 36), at: parseInt(at, 36) };
}

/** The place that a client of a stream saw last; one that cannot be read is none of a log, since 400 would end its tries. */
export function placeSeen(text: string): Place {
  return placeIn(text) ?? nowhere;
}
