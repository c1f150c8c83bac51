import { z } from 'zod';
import { findFaults } from '../../foundation/http/request/faults.ts';
import { invalidRequest } from '../../foundation/problem.ts';
import { CaptionsIn, MediaIn } from '../../library/pictures/records/input.ts';
import { Note } from '../../library/notes.ts';
import { DeskMediaInUse } from './media-schema.ts';

/** Fields for the pictures of an upload. */
export const NewMediaPart = MediaIn.extend({ captions: CaptionsIn.optional() }).meta({
  id: 'NewMedia',
  description: 'Fields for all pictures of one upload; they override what is in the files.',
  examples: [{ creditLine: 'Jane Doe', captions: { en: { altText: 'A lectern in an empty hall.' } } }],
});

const File = z.string().meta({ format: 'binary' });

export const UploadForm = z
  .object({
    file: z.array(File).min(1).max(20).meta({ description: 'The files: one or more parts with this name.' }),
    fields: NewMediaPart.optional(),
  })
  .meta({
    id: 'UploadForm',
    description: 'Files, and fields for all of them as JSON.',
    examples: [{ file: ['(bytes)'], fields: { creditLine: 'Jane Doe' } }],
  });

export const ReplacementForm = z.object({ file: File }).meta({
  id: 'ReplacementForm',
  description: 'The new file.',
  examples: [{ file: '(bytes)' }],
});

const types = 'image/jpeg, image/png, image/webp, image/avif, image/tiff, image/gif';
/** The parts of the forms. */
export const fileEncoding = { file: { contentType: types } };
export const uploadEncoding = { ...fileEncoding, fields: { contentType: 'application/json' } };

const Upload = z
  .object({
    fileName: z.string().meta({ description: 'The name of the file; empty when it had none.' }),
    status: z.enum(['created', 'existing', 'refused']).meta({
      description:
        '`existing`: this picture already has the same bytes; nothing was changed, and `notes` lists the `fields` that it does not have.',
    }),
    media: DeskMediaInUse.optional().meta({ description: 'Absent when it was refused.' }),
    detail: z.string().optional().meta({ description: 'Why it was refused.' }),
    notes: z.array(Note).optional().meta({
      description:
        'What of the metadata in the file, or of `fields`, the picture does not have, or not whole. Absent where nothing was lost. Not kept with the picture.',
    }),
  })
  .meta({ id: 'Upload', description: 'The result of one file.' });

export const Uploads = z
  .object({ data: z.array(Upload) })
  .meta({ id: 'Uploads', description: 'The result of each file, in the order of the upload.' });

export const ReplacedMedia = DeskMediaInUse.extend({
  notes: z.array(Note).optional().meta({
    description:
      'What of the metadata in the file the picture does not have, or not whole. Not kept with it.',
  }),
}).meta({ id: 'ReplacedMedia', description: 'A picture after its file was replaced.' });

/**
 * Reads the part `fields` of a form, and leaves it as the body of the request. Throws `invalid-request` naming every
 * fault, other parts among them.
 */
export function readFields<S extends z.ZodType>(
  schema: S,
  request: { body: unknown },
  parts: Record<string, string>,
): z.output<S> {
  const { fields: sent = '{}', ...others } = parts;
  const fields = parseJson(sent);
  request.body = { fields };
  const unknown = Object.keys(others).map((name) => ({
    pointer: `/${name}`,
    detail: `${name} is an unknown field`,
  }));
  const { faults, value } = findFaults(schema, 'body', fields);
  const all = [
    ...unknown,
    ...faults.map(({ pointer = '', ...fault }) => ({ ...fault, pointer: `/fields${pointer}` })),
  ];
  if (all.length > 0) throw invalidRequest(all);
  return value as z.output<S>;
}

function parseJson(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    throw invalidRequest([{ pointer: '/fields', detail: 'fields must be JSON' }]);
  }
}
