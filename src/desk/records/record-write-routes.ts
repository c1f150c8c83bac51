import { z } from 'zod';
import type { Database } from '../../foundation/database/database.ts';
import { changeProblems, currentOf, written } from '../../foundation/http/answer/answers.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { requireMatch } from '../../foundation/http/request/if-match.ts';
import { completePatch } from '../../foundation/http/request/merge-patch.ts';
import { ChangeHeaders, IdempotencyKey, write, writeQuery } from '../../foundation/http/request/write.ts';
import { yesOrNo } from '../../foundation/schemas/query.ts';
import { createRecord } from '../../library/records/create.ts';
import { deleteRecord } from '../../library/records/delete.ts';
import { tellOfMoved } from '../../edition/publication/section-moved.ts';
import { patchRecord } from '../../library/records/patch.ts';
import type { Patch, RecordIn } from '../../library/records/record-type.ts';
import type { anyRecord } from '../../library/tables/records.ts';
import { whereUsedFor } from '../show/all-uses.ts';
import { askedIn, type DeskResource, oneOf, paramsOf, pathOf, pathOfOne, showRow } from './desk-resource.ts';
import { getRecord } from './get-record.ts';
import { findShownIn, requireConfirmed } from './shown-in.ts';

const writing = z.strictObject(writeQuery);
const confirming = z.strictObject({
  ...writeQuery,
  confirm: yesOrNo('`true`: hide it although stories show it. Without, they are named with 409.'),
});

/** Creating, changing and deleting records. */
export function recordWriteRoutes<In extends RecordIn, R extends typeof anyRecord.$inferSelect>(
  app: App,
  database: Database,
  resource: DeskResource<In, R>,
): void {
  createRoute(app, database, resource);
  patchRoute(app, database, resource);
  deleteRoute(app, database, resource);
}

function createRoute<In extends RecordIn, R extends typeof anyRecord.$inferSelect>(
  app: App,
  database: Database,
  resource: DeskResource<In, R>,
): void {
  const { type, operations, tag, scope, input, output } = resource;
  app.post(
    pathOf(resource),
    {
      config: { access: scope },
      schema: {
        operationId: operations.create,
        tags: [tag],
        summary: `Create ${oneOf(resource)}`,
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
        const id = await createRecord(work, type, request.body as In);
        return written(
          await showRow(work.tx, resource, await getRecord(work.tx, type, id)),
          `${pathOf(resource)}/${id}`,
        );
      }),
  );
}

function patchRoute<In extends RecordIn, R extends typeof anyRecord.$inferSelect>(
  app: App,
  database: Database,
  resource: DeskResource<In, R>,
): void {
  const { type, operations, tag, scope, input, patch, output } = resource;
  app.patch(
    pathOfOne(resource),
    {
      config: { access: scope },
      schema: {
        operationId: operations.patch,
        tags: [tag],
        summary: `Change ${oneOf(resource)}`,
        description: `Every public story has the change at once, and a former slug redirects. A hidden record is not public, also not in stories: where stories show it, hiding needs \`confirm=true\`, and the answer names them.`,
        params: paramsOf(resource),
        querystring: confirming,
        headers: ChangeHeaders,
        body: patch,
        response: { 200: output },
        responseHeaders: { 200: ['ETag'] },
        problems: [...changeProblems, 'conflict', 'unknown-reference', 'rule-unmet'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const row = await getRecord(work.tx, type, askedIn(request.params));
        requireMatch(request, currentOf(row));
        const whole = completePatch(input, row, request.body as Record<string, unknown>);
        const after = await patchRecord(work, type, row.id, whole as Patch<In>);
        if (type.parentOf) {
          const [before, now] = [row, after].map((one) => ({ ...one, parentId: type.parentOf!(one) }));
          await tellOfMoved(work, row.id, { before: before!, after: now! });
        }
        const shown = await showRow(work.tx, resource, after);
        if (after.hidden === row.hidden) return written(shown);
        const { kind } = type;
        const shownIn = await findShownIn(work.tx, kind, [row.id], request.actor);
        const { confirm } = request.query;
        if (after.hidden)
          requireConfirmed(
            { ...shownIn, kind, name: row.name },
            { confirm, consequence: 'Hidden, it is left out there at once.' },
          );
        return written({ ...shown, ...(shownIn.storiesTotal > 0 && shownIn) });
      }),
  );
}

function deleteRoute<In extends RecordIn, R extends typeof anyRecord.$inferSelect>(
  app: App,
  database: Database,
  resource: DeskResource<In, R>,
): void {
  const { type, operations, tag } = resource;
  app.delete(
    pathOfOne(resource),
    {
      config: { access: 'library:delete' },
      schema: {
        operationId: operations.delete,
        tags: [tag],
        summary: `Delete ${oneOf(resource)}`,
        description: `Permanently, with its former slugs. A record in use is refused with 409, and \`usedBy\` lists where: hide it instead.`,
        params: paramsOf({ name: resource.name, example: resource.unused }),
        querystring: writing,
        headers: ChangeHeaders,
        response: { 204: { description: 'It is deleted.' } },
        problems: [...changeProblems, 'conflict'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const row = await getRecord(work.tx, type, askedIn(request.params));
        requireMatch(request, currentOf(row));
        const whereUsed = whereUsedFor(request.actor);
        await deleteRecord(work, type, row.id, whereUsed);
        return { body: undefined };
      }),
  );
}
