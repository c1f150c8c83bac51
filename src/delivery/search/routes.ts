import type { Database } from '../../foundation/database/database.ts';
import { moved } from '../../foundation/http/contract/openapi-answers.ts';
import type { App } from '../../foundation/http/request/app.ts';
import type { Site } from '../../library/site.ts';
import { nameBehind } from '../../foundation/http/answer/surrogate-keys.ts';
import { currentAddress } from '../articles/current-address.ts';
import { ArticleParams } from '../articles/query.ts';
import { lifetimes } from '../answers/lifetimes.ts';
import { answerPublicPage, listHeaders, withLastChange } from '../answers/page.ts';
import { ArticlePage } from '../articles/schema.ts';
import { SearchPage, SearchQuery, SimilarQuery } from './schema.ts';
import { searchArticles } from './search.ts';
import { similarArticles } from './similar.ts';

export function searchRoutes(app: App, { database, site }: { database: Database; site: Site }): void {
  app.get(
    '/v1/search',
    {
      config: { access: 'public', lifetime: lifetimes.news, surrogateKey: 'articles search', load: 'heavy' },
      schema: {
        operationId: 'searchArticles',
        tags: ['Articles'],
        summary: 'Search stories',
        description:
          'Live stories by their words: headline, standfirst, text, captions, names of bylines, agencies and topics. Accents make no difference; words outside quotes are found in other English and French forms, too; names, initials and numbers with and without their marks (`McDonald’s`, `U.S.`, `10,000`); Japanese, Chinese, Korean and Thai by any part of a sentence. A query without words finds nothing.',
        querystring: SearchQuery,
        response: { 200: SearchPage },
        responseHeaders: listHeaders,
        problems: ['unknown-reference'],
      },
    },
    async (request, reply) =>
      answerPublicPage(
        request,
        reply,
        await database.read((db) => withLastChange(db, searchArticles(db, request.query, site))),
      ),
  );

  app.get(
    '/v1/articles/:article/similar',
    {
      config: { access: 'public', lifetime: lifetimes.news, surrogateKey: 'articles search', load: 'heavy' },
      schema: {
        operationId: 'listSimilarArticles',
        tags: ['Articles'],
        summary: 'List stories like this one',
        description:
          'The most similar live stories in the same language: with the same topics, and with rare words of its headline; newer stories first. Stories that an editor has related to it are in the story itself. Moved, missing and withdrawn stories answer as `/v1/articles/{article}` does.',
        params: ArticleParams,
        querystring: SimilarQuery,
        response: {
          200: ArticlePage,
          301: moved,
        },
        responseHeaders: listHeaders,
        problems: ['not-found', 'gone'],
      },
    },
    async (request, reply) => {
      const asked = { ...request.params, ...request.query };
      const { found, at } = await database.read((db) => withLastChange(db, similarArticles(db, asked, site)));
      if ('movedTo' in found) {
        nameBehind(reply, found.past);
        return reply.redirect(currentAddress(found.movedTo, request.url, '/similar'), 301);
      }
      return answerPublicPage(request, reply, { found, at });
    },
  );
}
