import { z } from 'zod';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { requireMatch } from '../../foundation/http/request/if-match.ts';
import { ChangeHeaders, write, writeQuery } from '../../foundation/http/request/write.ts';
import { notFound } from '../../foundation/problem.ts';
import { yesOrNo } from '../../foundation/schemas/query.ts';
import { Reference } from '../../foundation/schemas/wire.ts';
import { mergeRecord } from '../../library/records/merge.ts';
import type { RecordIn } from '../../library/records/record-type.ts';
import { findRecord } from '../../library/records/store.ts';
import type { anyRecord } from '../../library/tables/records.ts';
import { changeProblems, currentOf, written } from '../../foundation/http/answer/answers.ts';
import { askedIn, type DeskResource, paramsOf, pathOfOne } from './desk-resource.ts';
import { findShownIn, requireConfirmed } from './shown-in.ts';

/** The body of a merge; one schema per record type, since their examples differ. */
function mergeIn(name: string, example: string) {
  const into = Reference.meta({
    description: 'The record to merge into, by id or slug.',
    examples: [example],
  });
  return z.strictObject({ into }).meta({
    id: `${name}MergeIn`,
    description: `The ${name.toLowerCase()} to merge into.`,
    examples: [{ into: example }],
  });
}

/** The id of the operation, and two seeded records for its examples. */
type Merging = { operationId: string; from: string; into: string };

/** The route that merges two records of a type. */
export function mergeRoutes<In extends RecordIn, R extends typeof anyRecord.$inferSelect>(
  app: App,
  database: Database,
  resource: DeskResource<In, R>,
  merging: Merging,
): void {
  const { type, name, plural, tag, output, present } = resource;
  app.post(
    `${pathOfOne(resource)}/merge`,
    {
      config: { access: 'library:merge' },
      schema: {
        operationId: merging.operationId,
        tags: [tag],
        summary: `Merge two ${plural} into one`,
        description: `Replaces this record by the other one permanently: every story that has it shows the other at once, and its addresses redirect there. Merging a hidden record shows what was not shown, and needs \`confirm=true\`. \`If-Match\` takes the \`etag\` of the record that is replaced; the answer is the one that remains.`,
        params: paramsOf({ name, example: merging.from }, 'The id or slug of the record that is replaced.'),
        querystring: z.strictObject({
          ...writeQuery,
          confirm: yesOrNo(
            '`true`: merge a hidden record although stories will show the other in its place.',
          ),
        }),
        headers: ChangeHeaders,
        body: mergeIn(name, merging.into),
        response: { 200: output },
        responseHeaders: { 200: ['ETag'] },
        problems: [...changeProblems, 'conflict', 'unknown-reference', 'rule-unmet'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const row = await findRecord(work.tx, type, askedIn(request.params));
        if (!row) throw notFound(type.kind);
        requireMatch(request, currentOf(row));
        const { kind } = type;
        const shownIn = await findShownIn(work.tx, kind, [row.id], request.actor);
        const survivor = await mergeRecord(work, type, row.id, request.body.into);
        const { confirm } = request.query;
        const consequence = `Merged, it is shown there at once as "${survivor.name}".`;
        if (row.hidden) requireConfirmed({ ...shownIn, kind, name: row.name }, { confirm, consequence });
        const [shown] = await present(work.tx, [survivor]);
        return written({ ...shown!, ...(shownIn.storiesTotal > 0 && shownIn) });
      }),
  );
}
