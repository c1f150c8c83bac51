import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { containsWords } from '../../foundation/database/contains.ts';
import type { Database, Db } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { requireMatch } from '../../foundation/http/request/if-match.ts';
import { ChangeHeaders, IdempotencyKey, write, writeQuery } from '../../foundation/http/request/write.ts';
import { completePatch } from '../../foundation/http/request/merge-patch.ts';
import { pageQuery, pageSchema } from '../../foundation/page/schema.ts';
import { yesOrNo } from '../../foundation/schemas/query.ts';
import { printableText } from '../../foundation/schemas/text.ts';
import { createRecord } from '../../library/records/create.ts';
import { deleteRecord } from '../../library/records/delete.ts';
import { patchRecord } from '../../library/records/patch.ts';
import type { Patch, RecordIn, RecordType } from '../../library/records/record-type.ts';
import { findByFormerName, listRecords } from '../../library/records/store.ts';
import type { anyRecord } from '../../library/tables/records.ts';
import {
  answerOne,
  answerPage,
  changeProblems,
  currentOf,
  written,
} from '../../foundation/http/answer/answers.ts';
import { getRecord } from './get-record.ts';
import type { DeskResource } from './desk-resource.ts';
import { whereUsedFor } from '../show/all-uses.ts';

const listQuery = z.strictObject({
  ...pageQuery,
  q: printableText({ max: 200 })
    .optional()
    .meta({ description: 'Plain words, all of them in the name or the slug.' }),
  hidden: yesOrNo('`true`: only what is hidden from the public; `false`: only what is not.'),
});
const writing = z.strictObject(writeQuery);

/** The five routes of a room that is kept like every other: list, create, get, change, delete. */
export function recordTypeRoutes<In extends RecordIn, R extends typeof anyRecord.$inferSelect>(
  app: App,
  database: Database,
  resource: DeskResource<In, R>,
): void {
  const { name, plural, tag, scope, example, input, patch, output } = resource;
  // What a room takes is typed by its schemas; here it is any room's.
  const type = resource.type as unknown as RecordType<RecordIn, R>;
  const word = name.toLowerCase();
  const one = `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
  const tags = [tag];
  const path = `/v1/desk/${plural}`;
  const params = z.strictObject({
    id: z
      .string()
      .min(1)
      .meta({ description: 'Its id or slug.', examples: [example] }),
  });

  async function show(db: Db, row: R) {
    const [shown] = await resource.present(db, [row]);
    return shown!;
  }

  app.get(
    path,
    {
      config: { access: 'library:read' },
      schema: {
        operationId: `listDesk${capital(plural)}`,
        tags,
        summary: `List ${plural} at the desk`,
        description: `All ${plural}, hidden ones too, in their order.`,
        querystring: listQuery,
        response: { 200: pageSchema(`Desk${name}Page`, output) },
        responseHeaders: { 200: ['Link'] },
      },
    },
    async (request, reply) => {
      const { q, hidden, ...asked } = request.query;
      const { table } = type;
      const where = and(
        q === undefined ? undefined : containsWords(table.searchText, q),
        hidden === undefined ? undefined : eq(table.hidden, hidden),
      );
      const page = await database.read(async (db) => {
        const found = await listRecords(db, type, { ...asked, where }, { q, hidden });
        return { ...found, data: await resource.present(db, found.data) };
      });
      return answerPage(request, reply, page);
    },
  );

  app.post(
    path,
    {
      config: { access: scope },
      schema: {
        operationId: `create${name}`,
        tags,
        summary: `Create ${one}`,
        description: `Public at once, unless \`hidden\`. A slug that is or was another's is refused.`,
        querystring: writing,
        headers: IdempotencyKey,
        body: input,
        response: { 201: output },
        responseHeaders: { 201: ['ETag'] },
        problems: ['conflict', 'unknown-reference', 'rule-unmet', 'idempotency-mismatch'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const id = await createRecord(work, type, request.body as RecordIn);
        return written(await show(work.tx, await getRecord(work.tx, type, id)), `${path}/${id}`);
      }),
  );

  app.get(
    `${path}/:id`,
    {
      config: { access: 'library:read' },
      schema: {
        operationId: `getDesk${name}`,
        tags,
        summary: `Get ${one} at the desk`,
        description: `Hidden or not, also by a slug that it had, or the id or slug of one that was merged into it. Its \`etag\` is what the next change sends in \`If-Match\`.`,
        params,
        response: { 200: output },
        responseHeaders: { 200: ['ETag'] },
        problems: ['not-found'],
      },
    },
    async ({ params: { id } }, reply) =>
      answerOne(
        reply,
        await database.read(async (db) => show(db, await getRecord(db, type, id, findByFormerName))),
      ),
  );

  app.patch(
    `${path}/:id`,
    {
      config: { access: scope },
      schema: {
        operationId: `patch${name}`,
        tags,
        summary: `Change ${one}`,
        description: `A merge patch (RFC 7396): what is absent stays, \`null\` takes away. Every public story has the change at once. A former slug leads to the new one. Hiding it takes it out of public, also where stories name it.`,
        params,
        querystring: writing,
        headers: ChangeHeaders,
        body: patch,
        response: { 200: output },
        responseHeaders: { 200: ['ETag'] },
        problems: [...changeProblems, 'conflict', 'unknown-reference', 'rule-unmet'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const row = await getRecord(work.tx, type, request.params.id);
        requireMatch(request, currentOf(row));
        const whole = completePatch(input, row, request.body as Record<string, unknown>);
        const after = await patchRecord(work, type, row.id, whole as Patch<RecordIn>);
        return written(await show(work.tx, after));
      }),
  );

  app.delete(
    `${path}/:id`,
    {
      config: { access: 'library:delete' },
      schema: {
        operationId: `delete${name}`,
        tags,
        summary: `Delete ${one}`,
        description: `For good, its former slugs with it. While it is in use anywhere it is refused with 409, and \`usedBy\` names where: hide it instead.`,
        params,
        querystring: writing,
        headers: ChangeHeaders,
        response: { 204: { description: 'It is no more.' } },
        problems: [...changeProblems, 'conflict'],
      },
    },
    async (request, reply) => {
      await write(request, reply, database, async (work) => {
        const row = await getRecord(work.tx, type, request.params.id);
        requireMatch(request, currentOf(row));
        const whereUsed = whereUsedFor(request.actor);
        await deleteRecord(work, type as unknown as RecordType<never, R>, row.id, whereUsed);
        return { body: undefined };
      });
      return reply.code(204).send();
    },
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
