import type { Database, Db } from '../../foundation/database/database.ts';
import type { ReceivedFile } from '../../foundation/http/request/multipart.ts';
import { invalidRequest, Problem, ruleUnmet } from '../../foundation/problem.ts';
import { ImageRefused, type ImageWorker } from '../../library/pictures/worker/image-worker.ts';
import type { Refusal } from '../../library/pictures/worker/jobs.ts';
import type { Note } from '../../library/notes.ts';
import type { MediaFile } from '../../library/pictures/records/create.ts';
import { originalKey } from '../../library/pictures/renditions/files.ts';

/** An inspected upload: a picture, or why it is refused. */
export type InspectedUpload = { fileName: string } & (
  { file: MediaFile; key: string; path: string; notes: Note[] } | { refusal: Refusal }
);

/** Inspects every uploaded file. Throws `invalid-request` when there is none. */
export async function inspectUploads(
  files: ReceivedFile[],
  imageWorker: ImageWorker,
): Promise<InspectedUpload[]> {
  if (files.length === 0)
    throw invalidRequest([{ pointer: '/file', detail: 'file must hold at least one file' }]);
  return Promise.all(files.map((file) => inspectUpload(file, imageWorker)));
}

async function inspectUpload(
  { path, bytes, sha256, fileName }: ReceivedFile,
  imageWorker: ImageWorker,
): Promise<InspectedUpload> {
  if (bytes === 0) return { fileName, refusal: { reason: 'content', detail: 'is empty' } };
  try {
    const { notes, ...found } = await imageWorker.run({ kind: 'inspect', path });
    const file = { ...found, bytes, sha256, fileName };
    return { fileName, file, key: originalKey(file), path, notes };
  } catch (error) {
    if (error instanceof ImageRefused) return { fileName, refusal: error.refusal };
    throw error;
  }
}

/** The same, with files refused whose bytes were taken down. */
export async function refuseTakenDown(
  database: Database,
  uploads: InspectedUpload[],
  refusalOf: (db: Db, sha256: string) => Promise<string | undefined>,
): Promise<InspectedUpload[]> {
  return database.read(async (db) => {
    const checked: InspectedUpload[] = [];
    for (const upload of uploads) {
      const detail = 'file' in upload ? await refusalOf(db, upload.file.sha256) : undefined;
      const { fileName } = upload;
      checked.push(detail === undefined ? upload : { fileName, refusal: { reason: 'content', detail } });
    }
    return checked;
  });
}

/** The problem when all files are refused. */
export function refusedAltogether(uploads: InspectedUpload[]): Problem {
  const refusals = uploads.flatMap((upload) => ('refusal' in upload ? [upload] : []));
  const faults = refusals.map(({ fileName, refusal }, index) => ({
    pointer: refusals.length === 1 ? '/file' : `/file/${index}`,
    detail: `${fileName ? `"${fileName}"` : 'The file'} ${refusal.detail}`,
  }));
  if (refusals.some(({ refusal }) => refusal.reason === 'content')) return ruleUnmet(faults);
  return new Problem('unsupported-media-type', faults.map(({ detail }) => detail).join('; '), { faults });
}
