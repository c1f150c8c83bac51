import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/app.ts';
import type { Site } from '../../library/site.ts';
import { lifetimes } from '../lifetimes.ts';
import { answerPage, listHeaders, withPulse } from '../page.ts';
import { SearchPage, SearchQuery } from './schema.ts';
import { searchArticles } from './search.ts';

export function searchRoutes(app: App, { database, site }: { database: Database; site: Site }): void {
  app.get(
    '/v1/search',
    {
      config: { access: 'public', lifetime: lifetimes.news, surrogateKey: 'articles' },
      schema: {
        operationId: 'searchArticles',
        tags: ['Articles'],
        summary: 'Search stories',
        description:
          'Live stories by their words: headline, standfirst, text, captions, and the names of bylines, agencies and topics. Accents make no difference, and Japanese, Chinese, Korean and Thai are found by any part of a sentence. The filters are those of the list of stories. A question without a word finds nothing.',
        querystring: SearchQuery,
        response: { 200: SearchPage },
        responseHeaders: listHeaders,
        problems: ['unknown-reference'],
      },
    },
    async (request, reply) =>
      answerPage(
        request,
        reply,
        await database.read((db) => withPulse(db, searchArticles(db, request.query, site))),
      ),
  );
}
