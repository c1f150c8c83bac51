import { cutText } from '../foundation/cut-text.ts';
import { z } from 'zod';

/** What a note can tell, by name. */
export const noteMeanings = {
  elementDropped: 'an element of HTML that a story cannot show',
  commentDropped: 'a comment of an author or editor',
  hiddenDropped: 'text that was not shown to readers',
  formattingDropped: 'formatting that a story does not have, or structure that became plain text',
  cellsUnmerged: 'table cells over several rows or columns: the value stands in the first one',
  linkDropped: 'a link without a usable address, or around what cannot be one; its text stays',
  embedDropped: 'an embed without a usable address',
  pictureDropped: 'a picture that is not here; a link stands in its place where it has an address',
  characterDropped: 'control characters, and what is no character',
  textCut: 'a text beyond its limit',
  textMissing: 'there is no text',
  textPartial: 'an excerpt of what the source has',
  referenceDropped: 'a reference to what is not here, or not any more',
  recordCreated: 'a record that was created for a name',
  bylineAsPrinted: 'a printed byline of which no records were made',
  subjectDropped: 'a subject that the vocabulary does not have',
  subjectChanged: 'a subject that has another code now',
  fieldDropped: 'a field, or a value of it, that was not kept',
  fieldChanged: 'a value that was replaced, or kept in another field',
  timeUnused: 'a time that could not be used',
  waiting: 'the version waits for the desk',
  withheld: 'the source withholds it',
  cancelled: 'the source cancelled it, and what there is to do',
  dismissed: 'the desk has dismissed the version',
  superseded: 'a newer version was sent with it',
  notPublished: 'why it was not published, though that was asked for',
  more: 'how many further notes there are',
} as const;

export type NoteName = keyof typeof noteMeanings;
export const noteNames = Object.keys(noteMeanings) as [NoteName, ...NoteName[]];

export const Note = z
  .object({
    name: z.enum(noteNames).meta({
      description: 'What happened: `docs/notes.md` says it of each name, and `detail` of this one.',
    }),
    detail: z.string().meta({ description: 'What exactly, in one sentence.' }),
    pointer: z.string().optional().meta({
      description: 'Where in what was sent: a JSON Pointer (RFC 6901).',
    }),
    path: z
      .string()
      .optional()
      .meta({
        description: 'Where in the metadata of a file.',
        examples: ['XMP dc:description'],
      }),
  })
  .meta({
    id: 'Note',
    description: 'Something of the input that was dropped, flattened or replaced.',
    examples: [
      {
        name: 'cellsUnmerged',
        detail: 'The cell "Total" spans several: its value stands in the first one.',
        pointer: '/bodyHtml',
      },
    ],
  });
export type Note = z.output<typeof Note>;

/** Takes a note while input is read. */
export type TakeNote = (note: Note) => void;

/** Words of the input, as a note quotes them: on one line, and not more than eighty characters. */
export function quoted(text: string): string {
  return `"${cutText(text.replaceAll(/\s+/g, ' ').trim(), 80)}"`;
}

const most = 100;

/** The first hundred notes, and how many more there are. Equal ones are one, which says how often. */
export function summedUp(notes: Note[]): Note[] {
  const times = new Map<string, number>();
  for (const note of notes.map((one) => JSON.stringify(one))) times.set(note, (times.get(note) ?? 0) + 1);
  const different = Array.from(times, ([written, count]) => {
    const note = JSON.parse(written) as Note;
    return count === 1 ? note : { ...note, detail: `${note.detail} (${count} times)` };
  });
  if (different.length <= most) return different;
  const more = different.length - most;
  return [...different.slice(0, most), { name: 'more', detail: `There are ${more} more notes.` }];
}
