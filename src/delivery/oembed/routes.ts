import { z } from 'zod';
import type { Database, Db } from '../../foundation/database/database.ts';
import { surrogateKeysOf } from '../../foundation/http/answer/surrogate-keys.ts';
import { lastModified } from '../../foundation/http/answer/conditional.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { notFound, Problem } from '../../foundation/problem.ts';
import { wholeNumber } from '../../foundation/schemas/query.ts';
import { withEverything } from '../../edition/show/asked.ts';
import { loadEmbedded, lastModifiedOf } from '../../edition/show/embedded.ts';
import { kishidaSummary } from '../../edition/show/examples.ts';
import { findLive } from '../../edition/articles/find.ts';
import { presentSummary } from '../../edition/show/present.ts';
import type { Site } from '../../library/site.ts';
import { lifetimes } from '../answers/lifetimes.ts';
import { cardOf, OEmbed } from './card.ts';
import { storyAt } from './story-at.ts';

function oembedQuery({ publicUrl }: Site) {
  return z.strictObject({
    url: z
      .string()
      .max(2000)
      .meta({
        description: "The address of a story's page, or of the story here.",
        examples: [`${publicUrl}/v1/articles/${kishidaSummary.slug}`],
      }),
    maxwidth: wholeNumber({ min: 1, max: 10_000, description: 'How wide it may be, in pixels.' }).optional(),
    maxheight: wholeNumber({ min: 1, max: 10_000, description: 'How high it may be, in pixels.' }).optional(),
    format: z
      .enum(['json', 'xml'])
      .optional()
      .meta({ description: '`json`; `xml` is answered with 501.', override: { enum: ['json'] } }),
  });
}

/** Cards of stories for those who embed their pages (oEmbed 1.0). */
export function oembedRoutes(app: App, { database, site }: { database: Database; site: Site }): void {
  app.get(
    '/oembed',
    {
      config: { access: 'public', lifetime: lifetimes.news },
      schema: {
        operationId: 'getOEmbed',
        tags: ['Feeds'],
        summary: 'Get the card of a story',
        description:
          'A story by the address of its page, as oEmbed 1.0: a quotation with a link and the lead picture. An address without a live story answers 404.',
        querystring: oembedQuery(site),
        response: { 200: OEmbed },
        problems: ['not-found', 'not-implemented'],
      },
    },
    async (request, reply) => {
      const { url, format, ...bounds } = request.query;
      if (format === 'xml') throw new Problem('not-implemented', 'Cards are given as JSON alone.');
      const { story, at, past } = await database.read((db) => findSummary(db, url, site));
      lastModified(reply, at);
      reply.header('surrogate-key', surrogateKeysOf(JSON.stringify(story), undefined, past));
      return cardOf(story, bounds, site);
    },
  );
}

async function findSummary(db: Db, url: string, site: Site) {
  const named = storyAt(url, site);
  const found = named && (await findLive(db, named.article, named.locale, site.defaultLocale));
  // A removed story has no card.
  if (!found || !('live' in found)) throw notFound('story at that address');
  const embedded = await loadEmbedded(db, [found.live], {
    areLive: true,
    whole: false,
    asked: withEverything,
  });
  return {
    story: presentSummary(found.live, embedded, site),
    at: await lastModifiedOf(db, found.live, embedded),
    past: found.past,
  };
}
