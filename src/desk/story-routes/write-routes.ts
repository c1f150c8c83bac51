import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../foundation/clock.ts';
import type { Database, Moment, Work } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { ChangeHeaders, IdempotencyKey, write, type Written } from '../../foundation/http/request/write.ts';
import type { BodyForm } from '../../edition/show/schema.ts';
import { refuseWhileUsed } from '../../library/records/uses.ts';
import type { Site } from '../../library/site.ts';
import { changeProblems, written } from '../../foundation/http/answer/answers.ts';
import { whereUsedFor } from '../show/all-uses.ts';
import { requireAllowed } from '../stories/allowed.ts';
import { createArticle } from '../drafts/create.ts';
import { deleteArticle } from '../drafts/delete.ts';
import { DeskArticle } from '../show/desk-article.ts';
import { ArticlePatch } from '../drafts/patch-schema.ts';
import { patchArticle } from '../drafts/patch.ts';
import { showArticle } from '../show/present.ts';
import { DeskParams, DeskWriteQuery, NewQuery } from '../show/query.ts';
import { ArticleIn } from '../stories/schema.ts';
import type { OpenedStory } from '../stories/story.ts';
import { undeleteArticle } from '../drafts/undelete.ts';
import { openStory } from '../stories/visible.ts';

export type Parts = {
  database: Database;
  site: Site;
  clock: Clock;
  /** Whether it takes two to kill a story. */
  killNeedsTwo?: boolean;
};

/** As much as a story with its text may be, in bytes. */
export const bodyLimit = 2 * 1024 * 1024;

const tags = ['Desk: articles'];
const etag = { 200: ['ETag' as const] };

type Asking = FastifyRequest & {
  params: { article: string };
  query: { locale?: string | undefined; body: BodyForm };
};

/** The story that a request means to change. */
export function open(
  { tx }: Pick<Work, 'tx'>,
  request: Asking,
  site: Site,
  options: { isDeleted?: boolean } = {},
): Promise<OpenedStory> {
  const { locale } = request.query;
  const asked = { article: request.params.article, locale, defaultLocale: site.defaultLocale };
  return openStory(tx, request, asked, options);
}

/** What a write answers: the story as it is now; a new one also says where. */
export async function answer(
  { tx, now }: Moment,
  story: OpenedStory,
  request: FastifyRequest & { query: { body: BodyForm } },
  { site, isNew = false }: { site: Site; isNew?: boolean },
): Promise<Written<DeskArticle>> {
  const showing = { caller: request.actor, site, body: request.query.body, now };
  return written(
    await showArticle(tx, story, showing),
    isNew ? `/v1/desk/articles/${story.row.id}` : undefined,
  );
}

/** Creating, changing and deleting stories. */
export function writeRoutes(app: App, { database, site }: Parts): void {
  const { defaultLocale } = site;

  app.post(
    '/v1/desk/articles',
    {
      bodyLimit,
      config: { access: 'articles:work' },
      schema: {
        operationId: 'createArticle',
        tags,
        summary: 'Create a story',
        description:
          'Its version 1, a draft. Nothing of it is public. An explicit slug that belongs to another story is refused; one made from the headline gets a number.',
        querystring: NewQuery,
        headers: IdempotencyKey,
        body: ArticleIn,
        response: { 201: DeskArticle },
        responseHeaders: { 201: ['ETag'] },
        problems: ['conflict', 'unknown-reference', 'rule-unmet', 'idempotency-mismatch'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await createArticle(work, request.body, { defaultLocale, caller: request.actor });
        return answer(work, story, request, { site, isNew: true });
      }),
  );

  app.patch(
    '/v1/desk/articles/:article',
    {
      bodyLimit,
      config: { access: 'articles:work' },
      schema: {
        operationId: 'patchArticle',
        tags,
        summary: 'Change a story',
        description:
          'Saves a new version. What is live stays as it is until it is published again. A patch that changes nothing makes no version and keeps the `etag`.',
        params: DeskParams,
        querystring: DeskWriteQuery,
        headers: ifMatch('"r2"'),
        body: ArticlePatch,
        response: { 200: DeskArticle },
        responseHeaders: etag,
        problems: [...changeProblems, 'conflict', 'unknown-reference', 'rule-unmet'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await open(work, request, site);
        const after = await patchArticle(work, story, { ...request.body, caller: request.actor });
        return answer(work, after, request, { site });
      }),
  );

  app.delete(
    '/v1/desk/articles/:article',
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'deleteArticle',
        tags,
        summary: 'Delete a story that was never published',
        description:
          'It leaves the lists, keeps its slugs, and can be brought back. A story that was ever public is not deleted; nor is one that others name: `usedBy` says where.',
        params: DeskParams,
        querystring: DeskWriteQuery,
        headers: ifMatch('"r1"'),
        response: { 200: DeskArticle },
        responseHeaders: etag,
        problems: [...changeProblems, 'conflict'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await open(work, request, site);
        const { id } = story.row;
        const { actor: caller } = request;
        // Who names the story is told below, and where.
        await requireAllowed(work, 'delete', { ...story, namedBy: async () => 0 }, { caller });
        const uses = await whereUsedFor(caller)(work.tx, 'article', id);
        refuseWhileUsed(
          'article',
          uses.filter((use) => use.id !== id),
        );
        return answer(work, await deleteArticle(work, story, { caller }), request, { site });
      }),
  );

  app.post(
    '/v1/desk/articles/:article/undelete',
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'undeleteArticle',
        tags,
        summary: 'Bring a deleted story back',
        description: 'As the draft that it was.',
        params: DeskParams,
        querystring: DeskWriteQuery,
        headers: ifMatch('"r2"'),
        response: { 200: DeskArticle },
        responseHeaders: etag,
        problems: [...changeProblems, 'conflict'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await open(work, request, site, { isDeleted: true });
        const after = await undeleteArticle(work, story, { caller: request.actor });
        return answer(work, after, request, { site });
      }),
  );
}

/** `If-Match` with the example that fits where the operation stands in the story that the examples tell. */
export function ifMatch(example: string) {
  const tag = ChangeHeaders.shape['if-match'].meta({ examples: [example] });
  return ChangeHeaders.extend({ 'if-match': tag });
}
