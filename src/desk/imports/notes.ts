import type { Note, NoteName } from '../../library/notes.ts';

/** Notes one thing with its place in our story; the format knows where that came from. */
export type Tell = (name: NoteName, detail: string, pointer: string) => void;
export type Telling = { tell: Tell };

/** Collects notes with their places in the item as it was sent. */
export function noteTo(notes: Note[], placeOf: (pointer: string) => string): Tell {
  return (name, detail, pointer) => void notes.push({ name, detail, pointer: placeOf(pointer) });
}
