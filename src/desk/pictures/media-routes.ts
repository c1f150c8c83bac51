import { z } from 'zod';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { ChangeHeaders, write, writeQuery } from '../../foundation/http/request/write.ts';
import { completePatch, patchOf } from '../../foundation/http/request/merge-patch.ts';
import { pageQuery, pageSchema } from '../../foundation/page/schema.ts';
import { commaSeparated, yesOrNo } from '../../foundation/schemas/query.ts';
import { printableText } from '../../foundation/schemas/text.ts';
import { Reference } from '../../foundation/schemas/wire.ts';
import { isPublicMedia } from '../../edition/media/public.ts';
import { deleteMedia } from '../../library/pictures/records/delete.ts';
import { patchMedia } from '../../library/pictures/records/patch.ts';
import { MediaIn } from '../../library/pictures/records/input.ts';
import type { MediaRow } from '../../library/pictures/rows/store.ts';
import type { Site } from '../../library/site.ts';
import { answerOne, answerPage, changeProblems, written } from '../../foundation/http/answer/answers.ts';
import { findShownIn, requireConfirmed } from '../records/shown-in.ts';
import { listMedia } from './media-list.ts';
import { ChangedMediaParams, DeskMedia, DeskMediaInUse, MediaParams, mediaParams } from './media-schema.ts';
import { openMedia } from './open-media.ts';
import { presentMediaRows, showMedia } from './show.ts';
import { whereUsedFor } from '../show/all-uses.ts';
import { wordsChanged } from './words-changed.ts';

const tags = ['Desk: pictures'];
const writing = z.strictObject(writeQuery);
const confirming = z.strictObject({
  ...writeQuery,
  confirm: yesOrNo(
    '`true`: end the rights of a picture although stories show it. Without, they are named with 409.',
  ),
});
const MediaPatch = patchOf(MediaIn, {
  id: 'MediaPatch',
  description: 'What is to change in a picture; its words have addresses of their own.',
  examples: [{ place: 'Tokyo', focalPoint: { x: 50, y: 35 } }],
});
const MediaPage = pageSchema('DeskMediaPage', DeskMedia);
const listQuery = z.strictObject({
  ...pageQuery,
  q: printableText({ max: 200 })
    .optional()
    .meta({ description: 'Plain words, all of them in the captions of any language or the credit line.' }),
  agency: commaSeparated(Reference, {
    description: 'Supplied by any of these, by id or slug.',
    example: 'kyodo',
  }),
  takenDown: commaSeparated(z.enum(['withdrawn', 'killed']), {
    description: 'Taken down: `withdrawn`, `killed`, or both.',
    example: 'withdrawn',
  }),
  used: yesOrNo('`true`: only what a story, a logo or a portrait uses; `false`: only what nothing does.'),
  withoutAltText: yesOrNo(
    '`true`: only what nobody described: no alt text in any language, and not said to be decorative.',
  ),
});

type Parts = { database: Database; site: Site };

/** Pictures at the desk, with their uses. Captions are in `caption-routes.ts`. */
export function mediaRoutes(app: App, parts: Parts): void {
  listRoute(app, parts);
  getRoute(app, parts);
  patchRoute(app, parts);
  deleteRoute(app, parts);
}

function listRoute(app: App, { database, site }: Parts): void {
  app.get(
    '/v1/desk/media',
    {
      config: { access: 'library:read' },
      schema: {
        operationId: 'listDeskMedia',
        tags,
        summary: 'List pictures at the desk',
        description: 'All pictures, whether public or not, the newest first.',
        querystring: listQuery,
        response: { 200: MediaPage },
        responseHeaders: { 200: ['Link'] },
        problems: ['unknown-reference'],
      },
    },
    async (request, reply) => {
      const page = await database.read(async (db) => {
        const found = await listMedia(db, request.query);
        return { ...found, data: await presentMediaRows(db, found.data, site) };
      });
      return answerPage(request, reply, page);
    },
  );
}

function getRoute(app: App, { database, site }: Parts): void {
  app.get(
    '/v1/desk/media/:media',
    {
      config: { access: 'library:read' },
      schema: {
        operationId: 'getDeskMedia',
        tags,
        summary: 'Get a picture at the desk',
        description: 'With its words in every language, and where it is in use.',
        params: MediaParams,
        response: { 200: DeskMediaInUse },
        responseHeaders: { 200: ['ETag'] },
        problems: ['not-found'],
      },
    },
    async ({ params, actor }, reply) =>
      answerOne(reply, await database.read((db) => showMedia(db, params.media, whereUsedFor(actor), site))),
  );
}

function patchRoute(app: App, { database, site }: Parts): void {
  app.patch(
    '/v1/desk/media/:media',
    {
      config: { access: 'media:upload' },
      schema: {
        operationId: 'patchMedia',
        tags,
        summary: 'Change a picture',
        description:
          'What holds wherever the picture is used. Every public story has the change at once. A `usableUntil` in the past takes the picture out of them: where stories show it, that needs `confirm=true`. Without `media:write`: only your own, and in no approved, scheduled or public story.',
        params: ChangedMediaParams,
        querystring: confirming,
        headers: ChangeHeaders,
        body: MediaPatch,
        response: { 200: DeskMediaInUse },
        responseHeaders: { 200: ['ETag'] },
        problems: [...changeProblems, 'forbidden', 'conflict', 'unknown-reference', 'rule-unmet'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const row = await openMedia(work.tx, request);
        const after = await patchMedia(
          work,
          row.id,
          completePatch(MediaIn, row, request.body),
          isPublicMedia,
        );
        if (after.rightsExpired && !row.rightsExpired) {
          const shownIn = await findShownIn(work.tx, 'media', [row.id], request.actor);
          const { confirm } = request.query;
          const consequence = 'Its rights end with this, and it is left out there at once.';
          requireConfirmed({ ...shownIn, kind: 'picture', name: row.id }, { confirm, consequence });
        }
        if (isSearchedAnew(row, after)) await wordsChanged(work.tx, row.id);
        return written(await showMedia(work.tx, row.id, whereUsedFor(request.actor), site));
      }),
  );
}

function deleteRoute(app: App, { database }: Parts): void {
  app.delete(
    '/v1/desk/media/:media',
    {
      config: { access: 'library:delete' },
      schema: {
        operationId: 'deleteMedia',
        tags,
        summary: 'Delete a picture',
        description:
          'Permanently, with its captions. A picture in use is refused with 409, and `usedBy` lists where; so is one that was taken down.',
        params: mediaParams('media_01g5h0tk00fyg8qgrh5e1899yd'),
        querystring: writing,
        headers: ChangeHeaders,
        response: { 204: { description: 'It is deleted.' } },
        problems: [...changeProblems, 'conflict'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const row = await openMedia(work.tx, request);
        await deleteMedia(work, row.id, whereUsedFor(request.actor));
        return { body: undefined };
      }),
  );
}

/** Whether a change affects what the search of stories looks in. */
function isSearchedAnew(before: MediaRow, after: MediaRow): boolean {
  const searched = ['headline', 'creditLine', 'place', 'creators', 'rightsExpired'] as const;
  return searched.some((column) => JSON.stringify(before[column]) !== JSON.stringify(after[column]));
}
