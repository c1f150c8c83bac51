import { z } from 'zod';
import type { Database, Db } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { IdempotencyKey, write, writeQuery } from '../../foundation/http/request/write.ts';
import type { Site } from '../../library/site.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { Lease } from '../leases/schema.ts';
import { DeskParams, DeskReadQuery } from '../show/query.ts';
import { factsOf } from '../stories/story.ts';
import { findVisible } from '../stories/visible.ts';
import type { Caller } from '../../access/caller.ts';
import { releaseLease } from '../leases/release.ts';
import { takeLease } from '../leases/take.ts';

const LeaseIn = z
  .strictObject({
    takeOver: z
      .boolean()
      .optional()
      .meta({ description: 'Take it over from its holder; recorded as an event.' }),
  })
  .meta({
    id: 'LeaseIn',
    description: 'How to take it: empty, unless it is taken over.',
    examples: [{}, { takeOver: true }],
  });

const shared = {
  tags: ['Desk: articles'],
  params: DeskParams,
  querystring: z.strictObject({ ...writeQuery, locale: DeskReadQuery.shape.locale }),
  headers: IdempotencyKey,
  problems: ['not-found' as const, 'conflict' as const, 'idempotency-mismatch' as const],
};

/** Leases. They do not change the story, so they need no `If-Match`. */
export function leaseRoutes(app: App, { database, site }: { database: Database; site: Site }): void {
  const path = '/v1/desk/articles/:article/lease';
  type Asking = { params: { article: string }; query: { locale?: string | undefined }; actor: Caller };

  async function storyOf(db: Db, { params, query: { locale }, actor }: Asking) {
    return findVisible(db, actor, { ...params, locale, defaultLocale: site.defaultLocale });
  }

  app.put(
    path,
    {
      config: { access: 'articles:work' },
      schema: {
        ...shared,
        operationId: 'takeLease',
        summary: 'Take the lease of a story',
        description:
          'Shows others for two minutes that you work on it; send it again to renew it. While somebody else has it, 409 with `lease`: who, since when, until when. A notice only: it prevents no changes, needs no `If-Match`, and changes neither the `revision` of the story nor its `etag`.',
        body: LeaseIn,
        response: { 200: Lease },
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await storyOf(work.tx, request);
        await requireAllowed(work, 'edit', factsOf(work.tx, story), { caller: request.actor });
        return { body: await takeLease(work, story.id, request.body) };
      }),
  );

  app.delete(
    path,
    {
      config: { access: 'articles:work' },
      schema: {
        ...shared,
        operationId: 'releaseLease',
        summary: 'Release the lease of a story',
        description: 'Ends your lease. Without one nothing changes; 409 while somebody else has it.',
        response: { 204: { description: 'You do not have the lease.' } },
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await storyOf(work.tx, request);
        await releaseLease(work, story.id, request.actor.id);
        return { body: undefined };
      }),
  );
}
