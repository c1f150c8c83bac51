import { z } from 'zod';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { ChangeHeaders, write, writeQuery } from '../../foundation/http/request/write.ts';
import { Locale } from '../../foundation/schemas/wire.ts';
import { isPublicMedia } from '../../edition/media/public.ts';
import { captionMedia, uncaptionMedia } from '../../library/pictures/records/caption.ts';
import { CaptionIn } from '../../library/pictures/records/input.ts';
import type { Site } from '../../library/site.ts';
import { changeProblems, written } from '../../foundation/http/answer/answers.ts';
import { ChangedMediaParams } from './media-schema.ts';
import { openMedia } from './open-media.ts';
import { showMedia } from './show.ts';
import { DeskMediaInUse } from './media-schema.ts';
import { whereUsedFor } from '../show/all-uses.ts';
import { changeCaptions } from './keep-alt-text.ts';

const tags = ['Desk: pictures'];
const writing = z.strictObject(writeQuery);
const CaptionParams = ChangedMediaParams.extend({ locale: Locale });

/** The captions of a picture by language. They belong to the picture, and so does their `etag`. */
export function captionRoutes(app: App, { database, site }: { database: Database; site: Site }): void {
  app.put(
    '/v1/desk/media/:media/captions/:locale',
    {
      config: { access: 'media:upload' },
      schema: {
        operationId: 'putCaption',
        tags,
        summary: 'Set the captions of a picture in one language',
        description:
          'Replaces the former ones, if any. Every public story with the picture has them at once; a public picture must have alt text or be decorative. When a live story would lose the alt text in its language, the 422 names it in `stories`. `If-Match` takes the `etag` of the picture. Without `media:write`: only your own, and in no approved, scheduled or public story.',
        params: CaptionParams,
        querystring: writing,
        headers: ChangeHeaders,
        body: CaptionIn,
        response: { 200: DeskMediaInUse },
        responseHeaders: { 200: ['ETag'] },
        problems: [...changeProblems, 'forbidden', 'conflict', 'rule-unmet'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const { media, locale } = request.params;
        await openMedia(work.tx, request);
        await changeCaptions(work.tx, { media, locale, where: { pointer: '/altText' } }, () =>
          captionMedia(work, media, locale, request.body, isPublicMedia),
        );
        return written(await showMedia(work.tx, media, whereUsedFor(request.actor), site));
      }),
  );

  app.delete(
    '/v1/desk/media/:media/captions/:locale',
    {
      config: { access: 'media:upload' },
      schema: {
        operationId: 'deleteCaption',
        tags,
        summary: 'Remove the captions of a picture in one language',
        description:
          'Public stories in that language show the caption of the nearest other language. The alt text of a live story in that language cannot be removed: the 422 names it in `stories`. `If-Match` takes the `etag` of the picture. Without `media:write`: only your own, and in no approved, scheduled or public story.',
        params: CaptionParams,
        querystring: writing,
        headers: ChangeHeaders,
        response: { 200: DeskMediaInUse },
        responseHeaders: { 200: ['ETag'] },
        problems: [...changeProblems, 'forbidden', 'conflict', 'rule-unmet'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const { media, locale } = request.params;
        await openMedia(work.tx, request);
        await changeCaptions(work.tx, { media, locale, where: { parameter: 'locale' } }, () =>
          uncaptionMedia(work, media, locale, isPublicMedia),
        );
        return written(await showMedia(work.tx, media, whereUsedFor(request.actor), site));
      }),
  );
}
