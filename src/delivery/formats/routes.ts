import type { z } from 'zod';
import type { Database } from '../../foundation/database/database.ts';
import { nameBehind, surrogateKeysOf } from '../../foundation/http/answer/surrogate-keys.ts';
import { lastModified } from '../../foundation/http/answer/conditional.ts';
import { moved } from '../../foundation/http/contract/openapi-answers.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { ArticleParams, ArticleQuery } from '../articles/query.ts';
import { findPublicStory } from '../articles/find.ts';
import { currentAddress } from '../articles/current-address.ts';
import type { Tombstone } from '../articles/schema.ts';
import { withEverything } from '../../edition/show/asked.ts';
import { Problem } from '../../foundation/problem.ts';
import type { Article } from '../../edition/show/schema.ts';
import type { Site } from '../../library/site.ts';
import { lifetimes } from '../answers/lifetimes.ts';
import { toJsonLd } from './json-ld.ts';
import { JsonLd } from './json-ld-schema.ts';
import { toNinjs, toNinjsGone } from './ninjs.ts';
import { Ninjs } from './ninjs-schema.ts';

type Format = {
  name: 'ninjs' | 'jsonld';
  operationId: string;
  mediaType: string;
  schema: z.ZodType;
  summary: string;
  description: string;
  write: (story: Article, site: Site) => unknown;
  /** Writes a removed story; without it that is a problem as elsewhere. */
  writeGone?: (tombstone: z.output<typeof Tombstone>) => unknown;
};

const formats: Format[] = [
  {
    name: 'ninjs',
    operationId: 'getArticleAsNinjs',
    mediaType: 'application/json',
    schema: Ninjs,
    summary: 'Get a story as ninjs',
    description:
      'The story as IPTC ninjs 3.1, with its pictures and the chain of its sources. `uri` is a URN that never changes; `altIds` has our ids and external ones. A withdrawn, killed or expired story answers 410 as ninjs too, with `pubStatus` `canceled`; moved and missing ones answer as `/v1/articles/{article}` does.',
    write: toNinjs,
    writeGone: toNinjsGone,
  },
  {
    name: 'jsonld',
    operationId: 'getArticleAsJsonLd',
    mediaType: 'application/ld+json',
    schema: JsonLd,
    summary: 'Get a story as JSON-LD',
    description:
      'The story as schema.org JSON-LD, for the head of its page: `<`, `>` and `&` are written as `\\u003c` and so on, so that it can stand in a `script` as it is. Moved, missing and withdrawn stories answer as `/v1/articles/{article}` does.',
    write: toJsonLd,
  },
];

const FormatQuery = ArticleQuery.pick({ locale: true, fallback: true, captionLocale: true });

/** A story in standard formats. */
export function formatRoutes(app: App, { database, site }: { database: Database; site: Site }): void {
  for (const format of formats) {
    const { name, operationId, mediaType, schema, summary, description, write, writeGone } = format;
    app.get(
      `/v1/articles/:article/${name}`,
      {
        config: { access: 'public', lifetime: lifetimes.news },
        schema: {
          operationId,
          tags: ['Articles'],
          summary,
          description,
          params: ArticleParams,
          querystring: FormatQuery,
          response: {
            200: { description: schema.meta()!.description!, content: { [mediaType]: { schema } } },
            301: moved,
            ...(writeGone && {
              410: { description: 'The story was removed.', content: { [mediaType]: { schema } } },
            }),
          },
          responseHeaders: { 200: ['Link'] },
          problems: ['not-found', 'gone'],
        },
      },
      async (request, reply) => {
        const asked = { ...request.params, ...request.query, ...withEverything };
        const answer = await database.read((db) => findPublicStory(db, asked, site)).catch(tombstoneOf);
        if ('tombstone' in answer) {
          if (!writeGone) throw answer.thrown;
          // As problems are: it may be back in a second.
          reply.header('cache-control', 'no-store');
          return reply.code(410).type(mediaType).send(writeGone(answer.tombstone));
        }
        if ('movedTo' in answer) {
          nameBehind(reply, answer.past);
          return reply.redirect(currentAddress(answer.movedTo, request.url, `/${name}`), 301);
        }
        const { story, at, past } = answer;
        lastModified(reply, at);
        reply.header('link', `</v1/articles/${story.slug}?locale=${story.locale}>; rel="canonical"`);
        // The format names nothing by the ids of the API.
        reply.header('surrogate-key', surrogateKeysOf(JSON.stringify(story), undefined, past));
        reply.type(mediaType);
        return reply.send(write(story, site));
      },
    );
  }
}

/** The tombstone of a removed story, from the problem that told it; any other is thrown again. */
function tombstoneOf(thrown: unknown) {
  const tombstone = thrown instanceof Problem ? thrown.extensions['tombstone'] : undefined;
  if (tombstone === undefined) throw thrown;
  return { thrown: thrown as Problem, tombstone: tombstone as z.output<typeof Tombstone> };
}
