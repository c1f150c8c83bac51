import { z } from 'zod';
import type { Database, Db } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { pageQuery, pageSchema } from '../../foundation/page/schema.ts';
import { commaSeparated, timeFrom, timeTo, yesOrNo } from '../../foundation/schemas/query.ts';
import { listCorrections } from '../../edition/corrections/store.ts';
import { publicKinds } from '../../edition/corrections/table.ts';
import type { Site } from '../../library/site.ts';
import { narrowedBy } from '../articles/list.ts';
import { filterQuery } from '../articles/query.ts';
import { lifetimes } from '../answers/lifetimes.ts';
import { answerPublicPage, listHeaders, withLastChange, type NarrowedPage } from '../answers/page.ts';
import { presentPublicCorrection, PublicCorrection } from './correction.ts';

const CorrectionPage = pageSchema('CorrectionPage', PublicCorrection);

const { section, locale } = filterQuery;

const CorrectionQuery = z.strictObject({
  ...pageQuery,
  kind: commaSeparated(z.enum(publicKinds), { description: 'Kinds of correction.', example: 'correction' }),
  material: yesOrNo('Only those that change what the story says, or only those that do not.'),
  section,
  locale,
  atFrom: timeFrom('Published at this moment or later.'),
  atTo: timeTo('Published at this moment or earlier.'),
});

export function correctionRoutes(app: App, { database, site }: { database: Database; site: Site }): void {
  app.get(
    '/v1/corrections',
    {
      config: { access: 'public', lifetime: lifetimes.news, surrogateKey: 'corrections' },
      schema: {
        operationId: 'listCorrections',
        tags: ['Corrections'],
        summary: 'List corrections',
        description: 'What was corrected, clarified or updated in live stories, newest first.',
        querystring: CorrectionQuery,
        response: { 200: CorrectionPage },
        responseHeaders: listHeaders,
        problems: ['unknown-reference'],
      },
    },
    async (request, reply) =>
      answerPublicPage(
        request,
        reply,
        await database.read((db) => withLastChange(db, presentPage(db, request.query, site))),
      ),
  );
}

async function presentPage(
  db: Db,
  query: z.output<typeof CorrectionQuery>,
  site: Site,
): Promise<NarrowedPage<PublicCorrection>> {
  const { limit, cursor, count, kind, material, locale, atFrom, atTo } = query;
  const { filters: narrowed, narrowedTo } = await narrowedBy(db, { section: query.section });
  const { sections } = narrowed;
  const filters = { kinds: kind, material, sections, locales: locale, from: atFrom, to: atTo };
  const { data, page } = await listCorrections(db, { limit, cursor, count, filters });
  return {
    data: data.map((row) => presentPublicCorrection(row, site)),
    page,
    narrowedTo,
  };
}
