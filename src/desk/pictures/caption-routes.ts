import { z } from 'zod';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { requireMatch } from '../../foundation/http/request/if-match.ts';
import { ChangeHeaders, write, writeQuery } from '../../foundation/http/request/write.ts';
import { Locale } from '../../foundation/schemas/wire.ts';
import { isPublicMedia } from '../../edition/media/public.ts';
import { captionMedia, uncaptionMedia } from '../../library/pictures/records/caption.ts';
import { CaptionIn } from '../../library/pictures/records/schema.ts';
import type { Site } from '../../library/site.ts';
import { changeProblems, currentOf, written } from '../../foundation/http/answer/answers.ts';
import { MediaParams } from './media-schema.ts';
import { getMedia, showMedia } from './show.ts';
import { DeskMediaInUse } from './media-schema.ts';
import { whereUsedFor } from '../show/all-uses.ts';
import { wordsChanged } from './words-changed.ts';

const tags = ['Media'];
const writing = z.strictObject(writeQuery);
const CaptionParams = MediaParams.extend({ locale: Locale });

/** The captions of a picture by language. They belong to the picture, and so does their `etag`. */
export function captionRoutes(app: App, { database, site }: { database: Database; site: Site }): void {
  app.put(
    '/v1/desk/media/:media/captions/:locale',
    {
      config: { access: 'media:write' },
      schema: {
        operationId: 'putCaption',
        tags,
        summary: 'Set the captions of a picture in one language',
        description:
          'Replaces the former ones, if any. Every public story with the picture has them at once; a public picture must have alt text or be decorative. `If-Match` takes the `etag` of the picture.',
        params: CaptionParams,
        querystring: writing,
        headers: ChangeHeaders,
        body: CaptionIn,
        response: { 200: DeskMediaInUse },
        responseHeaders: { 200: ['ETag'] },
        problems: [...changeProblems, 'rule-unmet'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const { media, locale } = request.params;
        requireMatch(request, currentOf(await getMedia(work.tx, media)));
        await captionMedia(work, media, locale, request.body, isPublicMedia);
        await wordsChanged(work.tx, media);
        return written(await showMedia(work.tx, media, whereUsedFor(request.actor), site));
      }),
  );

  app.delete(
    '/v1/desk/media/:media/captions/:locale',
    {
      config: { access: 'media:write' },
      schema: {
        operationId: 'deleteCaption',
        tags,
        summary: 'Remove the captions of a picture in one language',
        description:
          'Public stories in that language show the captions of the nearest other language; the last alt text that they have cannot be removed. `If-Match` takes the `etag` of the picture.',
        params: CaptionParams,
        querystring: writing,
        headers: ChangeHeaders,
        response: { 200: DeskMediaInUse },
        responseHeaders: { 200: ['ETag'] },
        problems: [...changeProblems, 'rule-unmet'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const { media, locale } = request.params;
        requireMatch(request, currentOf(await getMedia(work.tx, media)));
        await uncaptionMedia(work, media, locale, isPublicMedia);
        await wordsChanged(work.tx, media);
        return written(await showMedia(work.tx, media, whereUsedFor(request.actor), site));
      }),
  );
}
