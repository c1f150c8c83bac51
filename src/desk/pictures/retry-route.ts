import { z } from 'zod';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { ChangeHeaders, write, writeQuery } from '../../foundation/http/request/write.ts';
import { retryMedia } from '../../library/pictures/records/retry.ts';
import type { Site } from '../../library/site.ts';
import { changeProblems, written } from '../../foundation/http/answer/answers.ts';
import { whereUsedFor } from '../show/all-uses.ts';
import { DeskMediaInUse, mediaParams } from './media-schema.ts';
import { openMedia } from './open-media.ts';
import { showMedia } from './show.ts';

/** Another try for a picture whose renditions failed. */
export function retryRoute(app: App, { database, site }: { database: Database; site: Site }): void {
  app.post(
    '/v1/desk/media/:media/retry',
    {
      config: { access: 'media:upload' },
      schema: {
        operationId: 'retryMedia',
        tags: ['Desk: pictures'],
        summary: 'Make the renditions of a picture again',
        description:
          'For a picture whose renditions are `failed`; they are `processing` again, and 409 when they have not failed. What fails because of the store or the image worker is tried again by itself. Without `media:write`: only your own, and in no approved, scheduled or public story.',
        params: mediaParams('media_01g5h0tk00fncsby7xtfrb2ss0'),
        querystring: z.strictObject(writeQuery),
        headers: ChangeHeaders,
        response: { 200: DeskMediaInUse },
        responseHeaders: { 200: ['ETag'] },
        problems: [...changeProblems, 'forbidden', 'conflict'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const { media } = request.params;
        await openMedia(work.tx, request);
        await retryMedia(work, media);
        return written(await showMedia(work.tx, media, whereUsedFor(request.actor), site));
      }),
  );
}
