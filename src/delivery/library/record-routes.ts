import { z } from 'zod';
import type { Database, Db } from '../../foundation/database/database.ts';
import { addressOf } from '../../foundation/http/request/address.ts';
import { lastModified } from '../../foundation/http/answer/conditional.ts';
import { nameBehind } from '../../foundation/http/answer/surrogate-keys.ts';
import { moved } from '../../foundation/http/contract/openapi-answers.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { findPublicRevision } from '../../foundation/changes/revision.ts';
import { notFound } from '../../foundation/problem.ts';
import { pageQuery, pageSchema } from '../../foundation/page/schema.ts';
import { Locale } from '../../foundation/schemas/wire.ts';
import type { RecordSource } from '../../library/records/record-type.ts';
import { findByFormerName, findRecord, listPublic } from '../../library/records/store.ts';
import { feedLinks } from '../addresses/feed-addresses.ts';
import { lifetimes } from '../answers/lifetimes.ts';
import { answerPublicPage, listHeaders, withLastChange } from '../answers/page.ts';

type Row = { id: string; slug: string; hidden: boolean; updatedAt: number };

/** A record type over HTTP, as the public reads it. */
export type PublicResource<R extends Row, Out extends z.ZodType> = {
  type: RecordSource<R>;
  schema: Out;
  /** `Agency`, and its plural in the path. */
  name: string;
  plural: string;
  operations: { list: string; get: string };
  tag: string;
  /** The slug of a seeded record, for examples. */
  example: string;
  description: string;
  /** Presents rows in `locale`, and loads what they embed, one query per kind. */
  present: (db: Db, rows: R[], locale: string | undefined) => Promise<z.output<Out>[]>;
};

const locale = Locale.optional().meta({
  description:
    'The language for the names of sections and topics and for the words of pictures, where there is a choice.',
});

/** The two public routes of a record type: its list, and one record by slug or id. */
export function publicRecordRoutes<R extends Row, Out extends z.ZodType>(
  app: App,
  database: Database,
  resource: PublicResource<R, Out>,
): void {
  listRoute(app, database, resource);
  getRoute(app, database, resource);
}

function listRoute<R extends Row, Out extends z.ZodType>(
  app: App,
  database: Database,
  { type, schema, name, plural, operations, tag, description, present }: PublicResource<R, Out>,
): void {
  // Widened, since a generic response schema cannot be typed; `present` is typed by each record type.
  const pageOfThem: z.ZodType = pageSchema(`${name}Page`, schema);
  app.get(
    `/v1/${plural}`,
    {
      config: { access: 'public', lifetime: lifetimes.library, surrogateKey: plural },
      schema: {
        operationId: operations.list,
        tags: [tag],
        summary: `List ${plural}`,
        description,
        querystring: z.strictObject({ ...pageQuery, locale }),
        response: { 200: pageOfThem },
        responseHeaders: listHeaders,
      },
    },
    async (request, reply) => {
      const { locale, ...asked } = request.query;
      const answer = await database.read((db) =>
        withLastChange(
          db,
          listPublic(db, type, asked).then(async ({ data, page }) => ({
            data: await present(db, data, locale),
            page,
          })),
        ),
      );
      return answerPublicPage(request, reply, answer);
    },
  );
}

function getRoute<R extends Row, Out extends z.ZodType>(
  app: App,
  database: Database,
  resource: PublicResource<R, Out>,
): void {
  const { schema, name, plural, operations, tag, example, description } = resource;
  // Widened, as above.
  const itself: z.ZodType = schema;
  const word = name.toLowerCase();
  app.get(
    `/v1/${plural}/:${word}`,
    {
      config: { access: 'public', lifetime: lifetimes.library },
      schema: {
        operationId: operations.get,
        tags: [tag],
        summary: `Get ${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`,
        description: `${description} A former slug redirects to the present one, and so does the id or slug of a record that was merged into it.`,
        params: z.strictObject({
          [word]: z
            .string()
            .min(1)
            .meta({ description: 'Its slug or id.', examples: [example] }),
        }),
        querystring: z.strictObject({ locale }),
        response: {
          200: itself,
          301: moved,
        },
        responseHeaders: { 200: ['Link'] },
        problems: ['not-found'],
      },
    },
    async (request, reply) => {
      const [asked] = Object.values(request.params) as [string];
      const answer = await database.read((db) => findOne(db, resource, asked, request.query.locale));
      if ('movedTo' in answer) {
        nameBehind(reply, [answer.movedTo.id]);
        return reply.redirect(`/v1/${plural}/${answer.movedTo.slug}${searchOf(request.url)}`, 301);
      }
      lastModified(reply, answer.at);
      reply.header('link', feedLinks(`/feeds/${plural}/${answer.slug}`));
      return answer.out;
    },
  );
}

async function findOne<R extends Row, Out extends z.ZodType>(
  db: Db,
  { type, name, present }: PublicResource<R, Out>,
  asked: string,
  locale: string | undefined,
) {
  const row = await findRecord(db, type, asked);
  if (!row) {
    const moved = await findByFormerName(db, type, asked);
    if (!moved || moved.hidden) throw notFound(name.toLowerCase());
    return { movedTo: moved };
  }
  if (row.hidden) throw notFound(name.toLowerCase());
  const [out] = await present(db, [row], locale);
  return { out, slug: row.slug, at: (await findPublicRevision(db)).changedAt };
}

function searchOf(url: string): string {
  const query = new URLSearchParams(addressOf(url).query).toString();
  return query && `?${query}`;
}
