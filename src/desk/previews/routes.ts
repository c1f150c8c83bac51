import { z } from 'zod';
import type { Caller } from '../../access/caller.ts';
import type { Db } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { IdempotencyKey, write, writeQuery } from '../../foundation/http/request/write.ts';
import type { Site } from '../../library/site.ts';
import { pageQuery } from '../../foundation/page/schema.ts';
import { DeskParams, DeskReadQuery } from '../show/query.ts';
import { findVisible } from '../stories/visible.ts';
import type { Parts } from '../story-routes/parts.ts';
import { answerPage } from '../../foundation/http/answer/answers.ts';
import { createPreview } from './create.ts';
import { previewFileRoute, type PreviewFiles } from './file-route.ts';
import { linkRoute } from './link-route.ts';
import { presentPreviews } from './present.ts';
import { revokePreview } from './revoke.ts';
import { NewPreview, PreviewIn, PreviewPage, PreviewParams } from './schema.ts';
import { previewAddress } from './show.ts';
import { listPreviews } from './store.ts';
import { countWrongLinks } from './wrong-links.ts';

const tags = ['Desk: previews'];
const path = '/v1/desk/articles/:article/previews';
const { locale } = DeskReadQuery.shape;
const writing = z.strictObject({ ...writeQuery, locale });

type Asking = { params: { article: string }; query: { locale?: string | undefined }; actor: Caller };

/** Preview links of a story. They do not change the story, so they need no `If-Match`. */
export function previewRoutes(app: App, parts: Parts & { pictures: PreviewFiles }): void {
  createRoute(app, parts);
  listRoute(app, parts);
  revokeRoute(app, parts);
  const wrong = countWrongLinks(parts.clock);
  linkRoute(app, { ...parts, wrong });
  previewFileRoute(app, { ...parts, wrong });
}

function createRoute(app: App, { database, site }: Parts): void {
  app.post(
    path,
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'createPreview',
        tags,
        summary: 'Create a preview link',
        description:
          'Anyone with the link sees that version as the public would, without a key, until it expires, is revoked, or the story is deleted or removed from the public. `url` is shown only now; it leads to the page of the site that `PREVIEW_URL` names, or to `/v1/previews/{token}`. Its pictures have addresses below the link.',
        params: DeskParams,
        querystring: writing,
        headers: IdempotencyKey,
        body: PreviewIn,
        response: { 201: NewPreview },
        problems: ['not-found', 'conflict', 'rule-unmet', 'idempotency-mismatch'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await storyOf(work.tx, request, site);
        const { row, token } = await createPreview(work, story, request.body);
        const [made] = await presentPreviews(work.tx, story.id, [row], work.now);
        const links = {
          url: previewAddress(site, token),
          apiUrl: `${site.publicUrl}/v1/previews/${token}`,
        };
        return {
          status: 201 as const,
          location: `/v1/desk/articles/${story.id}/previews`,
          // A dry run creates no link, so none is shown.
          body: request.query.dryRun ? made! : { ...made!, ...links },
          keep: made!,
        };
      }),
  );
}

function listRoute(app: App, { database, site, clock }: Parts): void {
  app.get(
    path,
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'listPreviews',
        tags,
        summary: "List a story's preview links",
        description: 'All links of the story, the newest first, without their secrets.',
        params: DeskParams,
        querystring: z.strictObject({ ...pageQuery, locale }),
        response: { 200: PreviewPage },
        responseHeaders: { 200: ['Link'] },
        problems: ['not-found'],
      },
    },
    async (request, reply) => {
      const page = await database.read(async (db) => {
        const { id } = await storyOf(db, request, site);
        const found = await listPreviews(db, id, request.query);
        return { ...found, data: await presentPreviews(db, id, found.data, clock.now()) };
      });
      return answerPage(request, reply, page);
    },
  );
}

function revokeRoute(app: App, { database, site }: Parts): void {
  app.delete(
    `${path}/:preview`,
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'revokePreview',
        tags,
        summary: 'Revoke a preview link',
        description:
          'From the next request on it answers 404. Revoking it again changes nothing. Needs no `If-Match`.',
        params: PreviewParams,
        querystring: writing,
        headers: IdempotencyKey,
        response: { 204: { description: 'It is revoked.' } },
        problems: ['not-found', 'idempotency-mismatch'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const { id } = await storyOf(work.tx, request, site);
        await revokePreview(work, id, request.params.preview);
        return { body: undefined };
      }),
  );
}

async function storyOf(db: Db, { params: { article }, query, actor }: Asking, { defaultLocale }: Site) {
  return findVisible(db, actor, { article, locale: query.locale, defaultLocale });
}
