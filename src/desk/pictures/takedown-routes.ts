import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Caller } from '../../access/caller.ts';
import type { Database, Work } from '../../foundation/database/database.ts';
import { changeProblems, written } from '../../foundation/http/answer/answers.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { ChangeHeaders, write, writeQuery } from '../../foundation/http/request/write.ts';
import { isPublicMedia } from '../../edition/media/public.ts';
import { removeKilledFiles } from '../../library/pictures/maker/sweep.ts';
import type { MediaRow } from '../../library/pictures/rows/store.ts';
import { findTakenDown } from '../../library/pictures/rows/taken-down-files.ts';
import { bringBackMedia } from '../../library/pictures/takedown/bring-back.ts';
import { takeDownMedia } from '../../library/pictures/takedown/take-down.ts';
import type { Site } from '../../library/site.ts';
import { findShownIn } from '../records/shown-in.ts';
import { whereUsedFor } from '../show/all-uses.ts';
import { mediaParams } from './media-schema.ts';
import { openMedia } from './open-media.ts';
import { showMedia } from './show.ts';
import { BringBackMediaIn, KillMediaIn, MediaTakedown, WithdrawMediaIn } from './takedown-schema.ts';
import type { UploadServices } from './upload-routes.ts';
import { wordsChanged } from './words-changed.ts';

type Parts = { database: Database; site: Site; pictures: UploadServices };

const schema = {
  tags: ['Desk: pictures'],
  querystring: z.strictObject(writeQuery),
  headers: ChangeHeaders,
  response: { 200: MediaTakedown },
  responseHeaders: { 200: ['ETag'] as ['ETag'] },
  problems: [...changeProblems, 'conflict' as const],
};

/** Pictures are taken out of public, and brought back. */
export function takedownRoutes(app: App, parts: Parts): void {
  app.post(
    '/v1/desk/media/:media/withdraw',
    {
      config: { access: 'media:withdraw' },
      schema: {
        ...schema,
        operationId: 'withdrawMedia',
        params: mediaParams('media_01g5h0tk00edbrk1qta9g4nk0n'),
        summary: 'Withdraw a picture',
        description:
          'It leaves every story, list, feed, logo and portrait at once, with all pictures that have the same bytes; stories count it in `withheldPictures`, and its own addresses answer 410 with your notice. It may be brought back. With `dryRun=true` the answer names the live stories that would be without it. A live story that shows it can still be corrected; no other story is published with it.',
        body: WithdrawMediaIn,
      },
    },
    (request, reply) => {
      const { reason, notice } = request.body;
      return change(request, reply, parts, (work, id) =>
        takeDownMedia(work, id, { state: 'withdrawn', reason, notice }, isPublicMedia),
      );
    },
  );
  app.post(
    '/v1/desk/media/:media/kill',
    {
      config: { access: 'media:withdraw' },
      schema: {
        ...schema,
        operationId: 'killMedia',
        params: mediaParams('media_01g5h0tk00fr1ag8hhfzj3t9k0'),
        summary: 'Kill a picture',
        description:
          'As withdrawing, and for good: its files are deleted, also those that it had while it was withdrawn, every later change of it is 409, and the same bytes are not taken again. Backups that were made before still have the files.',
        body: KillMediaIn,
      },
    },
    async (request, reply) => {
      const { reason, notice } = request.body;
      const killed: Parameters<typeof removeKilledFiles>[1] = [];
      const answer = await change(request, reply, parts, async (work, id) => {
        const rows = await takeDownMedia(work, id, { state: 'killed', reason, notice }, isPublicMedia);
        killed.push(...rows, ...(await findTakenDown(work.tx, id)));
        return rows;
      });
      const { database, pictures } = parts;
      if (request.query.dryRun !== true)
        await removeKilledFiles({ database, ...pictures }, killed).catch((error: unknown) =>
          request.log.warn(error, 'Files of a killed picture are left to the next sweep.'),
        );
      return answer;
    },
  );
  app.post(
    '/v1/desk/media/:media/bring-back',
    {
      config: { access: 'media:withdraw' },
      schema: {
        ...schema,
        operationId: 'bringBackMedia',
        params: mediaParams('media_01g5h0tk00ex0stwg6whd4k3h5'),
        headers: ChangeHeaders.extend({
          'if-match': ChangeHeaders.shape['if-match'].meta({ examples: ['"r2"'] }),
        }),
        summary: 'Bring a withdrawn picture back',
        description:
          'It is public again wherever it is used, and so are all pictures that have the same bytes. Files that it had before, while it was withdrawn, stay withdrawn. For persons only. A killed picture never is: 409.',
        body: BringBackMediaIn,
      },
    },
    (request, reply) =>
      change(request, reply, parts, (work, id) => bringBackMedia(work, id, request.body, isPublicMedia)),
  );
}

type Request = FastifyRequest & {
  actor: Caller;
  params: { media: string };
  query: { dryRun?: boolean | undefined };
};

async function change(
  request: Request,
  reply: FastifyReply,
  { database, site }: Parts,
  verb: (work: Work, id: string) => Promise<MediaRow[]>,
) {
  return write(request, reply, database, async (work) => {
    const { tx } = work;
    const { id } = await openMedia(tx, request);
    const touched = (await verb(work, id)).map((row) => row.id);
    for (const one of touched) await wordsChanged(tx, one);
    return written({
      ...(await showMedia(tx, id, whereUsedFor(request.actor), site)),
      ...(await findShownIn(tx, 'media', touched, request.actor)),
      sameFile: touched.filter((one) => one !== id),
    });
  });
}
