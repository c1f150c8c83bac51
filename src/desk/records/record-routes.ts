import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { containsWords } from '../../foundation/database/contains.ts';
import type { Database } from '../../foundation/database/database.ts';
import { answerOne, answerPage } from '../../foundation/http/answer/answers.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { pageQuery, pageSchema } from '../../foundation/page/schema.ts';
import { yesOrNo } from '../../foundation/schemas/query.ts';
import { printableText } from '../../foundation/schemas/text.ts';
import type { RecordIn } from '../../library/records/record-type.ts';
import { findByFormerName, listRecords } from '../../library/records/store.ts';
import type { anyRecord } from '../../library/tables/records.ts';
import { askedIn, type DeskResource, oneOf, paramsOf, pathOf, pathOfOne, showRow } from './desk-resource.ts';
import { getRecord } from './get-record.ts';
import { recordWriteRoutes } from './record-write-routes.ts';

const listQuery = z.strictObject({
  ...pageQuery,
  q: printableText({ max: 200 })
    .optional()
    .meta({ description: 'Plain words, all of them in the name or the slug.' }),
  hidden: yesOrNo('`true`: only hidden records; `false`: only others.'),
});

/** The five routes of a record type: list, get, create, change, delete. */
export function recordTypeRoutes<In extends RecordIn, R extends typeof anyRecord.$inferSelect>(
  app: App,
  database: Database,
  resource: DeskResource<In, R>,
): void {
  listRoute(app, database, resource);
  getRoute(app, database, resource);
  recordWriteRoutes(app, database, resource);
}

function listRoute<In extends RecordIn, R extends typeof anyRecord.$inferSelect>(
  app: App,
  database: Database,
  resource: DeskResource<In, R>,
): void {
  const { name, plural, operations, tag, output } = resource;
  const type = resource.type;
  app.get(
    pathOf(resource),
    {
      config: { access: 'library:read' },
      schema: {
        operationId: operations.list,
        tags: [tag],
        summary: `List ${plural} at the desk`,
        description: `All ${plural}, hidden ones too, in their order.`,
        querystring: listQuery,
        response: { 200: pageSchema(`Desk${name}Page`, output) },
        responseHeaders: { 200: ['Link'] },
      },
    },
    async (request, reply) => {
      const { q, hidden, ...asked } = request.query;
      const where = and(
        q === undefined ? undefined : containsWords(type.table.searchText, q),
        hidden === undefined ? undefined : eq(type.table.hidden, hidden),
      );
      const page = await database.read(async (db) => {
        const found = await listRecords(db, type, { ...asked, where }, { q, hidden });
        return { ...found, data: await resource.present(db, found.data) };
      });
      return answerPage(request, reply, page);
    },
  );
}

function getRoute<In extends RecordIn, R extends typeof anyRecord.$inferSelect>(
  app: App,
  database: Database,
  resource: DeskResource<In, R>,
): void {
  const { operations, tag, output } = resource;
  const type = resource.type;
  app.get(
    pathOfOne(resource),
    {
      config: { access: 'library:read' },
      schema: {
        operationId: operations.get,
        tags: [tag],
        summary: `Get ${oneOf(resource)} at the desk`,
        description: `Hidden or not, also by a former slug, or by the id or slug of a record that was merged into it. The next change sends its \`etag\` in \`If-Match\`.`,
        params: paramsOf(resource),
        response: { 200: output },
        responseHeaders: { 200: ['ETag'] },
        problems: ['not-found'],
      },
    },
    async ({ params }, reply) =>
      answerOne(
        reply,
        await database.read(async (db) =>
          showRow(db, resource, await getRecord(db, type, askedIn(params), findByFormerName)),
        ),
      ),
  );
}
