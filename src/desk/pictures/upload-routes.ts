import { z } from 'zod';
import type { Database } from '../../foundation/database/database.ts';
import type { FilesInUse } from '../../foundation/files/files-in-use.ts';
import type { FileStore } from '../../foundation/files/store.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { withFiles } from '../../foundation/http/request/multipart.ts';
import { longestUploadMs } from '../../foundation/http/server/server.ts';
import { ChangeHeaders, IdempotencyKey, write, writeQuery } from '../../foundation/http/request/write.ts';
import { Locale } from '../../foundation/schemas/wire.ts';
import { isPublicMedia } from '../../edition/media/public.ts';
import type { ImageWorker } from '../../library/pictures/worker/image-worker.ts';
import type { RenditionMaker } from '../../library/pictures/maker/rendition-maker.ts';
import { createMedia } from '../../library/pictures/records/create.ts';
import { replaceFile } from '../../library/pictures/records/replace-file.ts';
import { findMediaByFile } from '../../library/pictures/rows/store.ts';
import { summedUp, type Note } from '../../library/notes.ts';
import { refusalOfFile, refusalOfUpload } from '../../library/pictures/rows/taken-down-files.ts';
import type { Site } from '../../library/site.ts';
import { changeProblems, written } from '../../foundation/http/answer/answers.ts';
import { ChangedMediaParams } from './media-schema.ts';
import { openMedia } from './open-media.ts';
import { showMedia } from './show.ts';
import { inspectUploads, refusedAltogether, refuseTakenDown, type InspectedUpload } from './upload.ts';
import {
  fileEncoding,
  NewMediaPart,
  readFields,
  ReplacedMedia,
  ReplacementForm,
  uploadEncoding,
  UploadForm,
  Uploads,
} from './upload-schema.ts';
import { whereUsedFor } from '../show/all-uses.ts';
import { changeCaptions } from './keep-alt-text.ts';
import { notesOnExisting, notesOnFile } from './upload-notes.ts';

const tags = ['Desk: pictures'];
const uploading = z.strictObject({
  ...writeQuery,
  locale: Locale.optional().meta({
    description:
      'The language of the captions in the file, if the file does not say it; by default the default locale.',
  }),
});

/** 25 MiB: more than a full-size wire photo. */
const fileBytes = 25 * 1024 * 1024;
const mostFiles = 20;

/** The services that uploads need. */
export type UploadServices = {
  store: FileStore;
  imageWorker: ImageWorker;
  renditionMaker: RenditionMaker;
  incoming: string;
  filesInUse: FilesInUse;
};

type Parts = { database: Database; site: Site; pictures: UploadServices };

/** Uploads of pictures, and replacement of a picture's file. */
export function uploadRoutes(app: App, parts: Parts): void {
  uploadRoute(app, parts);
  replaceRoute(app, parts);
}

function uploadRoute(app: App, { database, site, pictures }: Parts): void {
  app.post(
    '/v1/desk/media',
    {
      config: { access: 'media:upload', multipart: UploadForm, encoding: uploadEncoding },
      handlerTimeout: longestUploadMs,
      schema: {
        operationId: 'uploadMedia',
        tags,
        summary: 'Upload pictures',
        description:
          'One file or up to 20, each of 25 MB at most: JPEG, PNG, WebP, AVIF, TIFF or GIF, not animated; the format is recognised by the bytes and not by the name. At most 52 megapixels; less for formats that are decoded as a whole in memory: 40 as GIF, 25 as WebP, 13 as AVIF (9 with more than 8 bits), 33 as a TIFF of 16 bits or a progressive JPEG with all its colours, 41 to 20 as an interlaced PNG with transparency. What the photographer wrote in it (XMP, IPTC, EXIF) fills what `fields` leaves open; `fromFile` says what that is. Each file has a result of its own, in the order they came. A file that is here already is answered with the picture that it is; one of a killed picture is refused, as is one that a picture had when it was withdrawn and has no more. When no file can be taken, the answer is 422, or 415 when all are of kinds that are not taken.',
        querystring: uploading,
        headers: IdempotencyKey,
        response: { 200: Uploads, 201: Uploads },
        responseHeaders: { 201: ['Location'] },
        problems: ['idempotency-mismatch', 'unknown-reference', 'rule-unmet', 'payload-too-large'],
      },
    },
    (request, reply) =>
      withFiles(request, pictures.incoming, { fileBytes, files: mostFiles }, async (received) => {
        const fields = readFields(NewMediaPart, request, received.fields);
        const { locale = site.defaultLocale, dryRun } = request.query;
        const uploads = await refuseTakenDown(
          database,
          await inspectUploads(received.files, pictures.imageWorker),
          refusalOfUpload,
        );
        if (uploads.every((upload) => 'refusal' in upload)) throw refusedAltogether(uploads);
        request.body = saidBy(received);
        return keeping(pictures, uploads, dryRun, () =>
          write(request, reply, database, async (work) => {
            const data: z.input<typeof Uploads>['data'] = [];
            for (const upload of uploads) {
              const { fileName } = upload;
              if ('refusal' in upload) {
                data.push({ fileName, status: 'refused', detail: upload.refusal.detail });
                continue;
              }
              const [known] = await findMediaByFile(work.tx, upload.file.sha256);
              const id = known?.id ?? (await createMedia(work, upload.file, fields, { locale }));
              const media = await showMedia(work.tx, id, whereUsedFor(request.actor), site);
              const notes = known ? notesOnExisting(fields, media) : notesOnFile(upload, locale);
              data.push({ fileName, status: known ? 'existing' : 'created', media, ...told(notes) });
            }
            const created = data.flatMap(({ status, media }) => (status === 'created' ? media!.id : []));
            return {
              status: created.length > 0 ? 201 : 200,
              body: { data },
              ...(created.length === 1 ? { location: `/v1/desk/media/${created[0]}` } : {}),
            };
          }),
        );
      }),
  );
}

function replaceRoute(app: App, { database, site, pictures }: Parts): void {
  app.put(
    '/v1/desk/media/:media/file',
    {
      config: { access: 'media:upload', multipart: ReplacementForm, encoding: fileEncoding },
      handlerTimeout: longestUploadMs,
      schema: {
        operationId: 'replaceMediaFile',
        tags,
        summary: "Replace a picture's file",
        description:
          'The id, the crops and everything that editors wrote stay; the renditions and their addresses are new. Former addresses redirect to them. Fields that were read from the former file are read from this one; where it has no credit line, creators, rights or captions, those of the former file stay, and `fromFile.kept` and `keptCaptions` list them. The file of a picture that was withdrawn or killed is refused; a withdrawn picture may have another one, and its former one stays withdrawn. Without `media:write`: only your own, and in no approved, scheduled or public story.',
        params: ChangedMediaParams,
        querystring: uploading,
        headers: ChangeHeaders,
        response: { 200: ReplacedMedia },
        responseHeaders: { 200: ['ETag'] },
        problems: [...changeProblems, 'forbidden', 'conflict', 'rule-unmet', 'payload-too-large'],
      },
    },
    (request, reply) =>
      withFiles(request, pictures.incoming, { fileBytes, files: 1 }, async (received) => {
        const { media } = request.params;
        const { locale = site.defaultLocale, dryRun } = request.query;
        readFields(z.strictObject({}), request, received.fields);
        // Checked before the file is inspected, and again in the transaction.
        const before = await database.read((db) => openMedia(db, request));
        const uploads = await refuseTakenDown(
          database,
          await inspectUploads(received.files, pictures.imageWorker),
          (db, sha256) => refusalOfFile(db, sha256, before),
        );
        const [upload] = uploads;
        if (!upload || 'refusal' in upload) throw refusedAltogether(uploads);
        request.body = saidBy(received);
        return keeping(pictures, uploads, dryRun, () =>
          write(request, reply, database, async (work) => {
            await openMedia(work.tx, request);
            await changeCaptions(work.tx, { media }, () =>
              replaceFile(work, media, upload.file, { locale, isPublic: isPublicMedia }),
            );
            const shown = await showMedia(work.tx, media, whereUsedFor(request.actor), site);
            return written({ ...shown, ...told(notesOnFile(upload, locale)) });
          }),
        );
      }),
  );
}

/** The notes of an answer; none when there are none. */
function told(notes: Note[]): { notes?: Note[] } {
  return notes.length > 0 ? { notes: summedUp(notes) } : {};
}

/** The body for the idempotency fingerprint: files by their hash. */
function saidBy({ files, fields }: { files: { sha256: string }[]; fields: Record<string, string> }) {
  return { files: files.map(({ sha256 }) => sha256), fields };
}

/** Stores the originals before `use` references them. A dry run stores none. */
async function keeping<T>(
  { store, filesInUse }: UploadServices,
  uploads: InspectedUpload[],
  dryRun: boolean | undefined,
  use: () => Promise<T>,
): Promise<T> {
  const files = dryRun ? [] : uploads.flatMap((upload) => ('file' in upload ? upload : []));
  const keys = files.map(({ key }) => key);
  return filesInUse.whileInUse(keys, async () => {
    for (const { key, path, file } of files) await store.put(key, path, file.mimeType);
    return use();
  });
}
