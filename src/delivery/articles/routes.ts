import type { Database } from '../../foundation/database/database.ts';
import { lastModified } from '../../foundation/http/answer/conditional.ts';
import { nameBehind } from '../../foundation/http/answer/surrogate-keys.ts';
import { moved } from '../../foundation/http/contract/openapi-answers.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { oneByOne } from '../../foundation/process/yielding.ts';
import { Article, type BodyForm } from '../../edition/show/schema.ts';
import type { Site } from '../../library/site.ts';
import { feedLinks } from '../addresses/feed-addresses.ts';
import { lifetimes } from '../answers/lifetimes.ts';
import { answerPublicPage, listHeaders, withLastChange } from '../answers/page.ts';
import { feedsOf } from './feeds.ts';
import { findPublicStory } from './find.ts';
import { listArticles, loadOfList } from './list.ts';
import { ArticleListQuery, ArticleParams, ArticleQuery } from './query.ts';
import { currentAddress } from './current-address.ts';
import { ArticlePage } from './schema.ts';

const tags = ['Articles'];

export function articleRoutes(app: App, { database, site }: { database: Database; site: Site }): void {
  app.get(
    '/v1/articles',
    {
      config: { access: 'public', lifetime: lifetimes.news, surrogateKey: 'articles', load: loadOfList },
      schema: {
        operationId: 'listArticles',
        tags,
        summary: 'List stories',
        description: 'Live stories, newest first. Summaries, unless `include=body` asks for whole stories.',
        querystring: ArticleListQuery,
        response: { 200: ArticlePage },
        responseHeaders: listHeaders,
        problems: ['unknown-reference'],
      },
    },
    async (request, reply) => {
      const { found, at } = await database.read((db) =>
        withLastChange(db, listArticles(db, asStored(request.query), site)),
      );
      const page = { ...found, data: await oneByOne(found.data) };
      const feeds = feedsOf(request.query);
      // A language without stories has no feeds.
      const hasFeeds = page.data.length > 0 || request.query.locale === undefined;
      return answerPublicPage(
        request,
        reply,
        { found: page, at },
        feeds && hasFeeds ? feedLinks(feeds) : undefined,
      );
    },
  );

  app.get(
    '/v1/articles/:article',
    {
      config: { access: 'public', lifetime: lifetimes.news },
      schema: {
        operationId: 'getArticle',
        tags,
        summary: 'Get a story',
        description:
          'A live story, ready to render: text, bylines, agency, section, topics, pictures with captions and credits in its language, corrections and related stories. A former slug redirects to the present one. A story that was withdrawn, killed or has expired answers 410 with what remains public; a story that is not public answers as if it did not exist.',
        params: ArticleParams,
        querystring: ArticleQuery,
        response: { 200: Article, 301: moved },
        responseHeaders: { 200: ['Link'] },
        problems: ['not-found', 'gone'],
      },
    },
    async (request, reply) => {
      const answer = await database.read((db) =>
        findPublicStory(db, { ...request.params, ...asStored(request.query) }, site),
      );
      nameBehind(reply, answer.past);
      if ('movedTo' in answer) return reply.redirect(currentAddress(answer.movedTo, request.url), 301);
      lastModified(reply, answer.at);
      reply.header('link', linksOf(answer.story));
      return answer.story;
    },
  );
}

/** The same query. Where it asks for no form of the body, the body may be passed on as it is stored. */
function asStored<Q extends { body?: BodyForm | undefined }>(query: Q) {
  return { ...query, body: query.body ?? ('stored' as const) };
}

/** The canonical address of a story, and its other formats. Its translations, which may be many, stand in the body. */
function linksOf({ slug, locale, url }: Article): string {
  const [path, query] = [`/v1/articles/${slug}`, `?locale=${locale}`];
  return [
    `<${path}${query}>; rel="canonical"`,
    `<${path}/ninjs${query}>; rel="alternate"; type="application/json"`,
    `<${path}/jsonld${query}>; rel="alternate"; type="application/ld+json"`,
    `</oembed?url=${encodeURIComponent(url)}>; rel="alternate"; type="application/json+oembed"`,
  ].join(', ');
}
