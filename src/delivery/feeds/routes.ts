import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Database, Db } from '../../foundation/database/database.ts';
import { addressOf } from '../../foundation/http/request/address.ts';
import { lastModified } from '../../foundation/http/answer/conditional.ts';
import { moved } from '../../foundation/http/contract/openapi-answers.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { manyIds, nameBehind } from '../../foundation/http/answer/surrogate-keys.ts';
import type { Site } from '../../library/site.ts';
import { feedFiles, feedLinks, formOf } from '../addresses/feed-addresses.ts';
import { lifetimes } from '../answers/lifetimes.ts';
import { findFeed, presentFeed } from './find.ts';
import { forms } from './forms.ts';
import { allStories, feedSelections, type FeedFilter } from './selections.ts';

type Parts = { database: Database; site: Site };

const config = {
  access: 'public',
  lifetime: lifetimes.news,
  surrogateKey: `articles ${manyIds}`,
  load: 'heavy',
  mediaTypeAt: (params: unknown) => {
    const form = formOf((params as { format: string }).format);
    return form && feedFiles[form].mediaType;
  },
} as const;

const description =
  'Fifty whole stories at most, the newest first, fewer where they are long (1 MB of text together); links lead to the site, and ids never change. Send `If-None-Match` the next time: 304 while nothing has changed.';

const format = z.enum(forms.map(({ form }) => feedFiles[form].file)).meta({
  description: `${forms.map(({ form, title }) => `\`${feedFiles[form].file}\`: ${title}`).join(', ')}.`,
  examples: ['rss.xml'],
});

const ofSelection = z.strictObject({
  kind: z
    .enum(Object.keys(feedSelections) as (keyof typeof feedSelections)[])
    .meta({ description: 'What the stories have in common.', examples: ['sections'] }),
  name: z
    .string()
    .min(1)
    .meta({
      description:
        'Its slug or id. For `subjects` the code, such as `medtop:20000640`; those below it are in the feed, too. For `locales` the language tag, such as `en`.',
      examples: ['world'],
    }),
  format,
});

const feed = {
  description: 'The feed.',
  content: Object.fromEntries(forms.map(({ form, schema }) => [feedFiles[form].mediaType, { schema }])),
};

/** Feeds of all stories and of every section, topic, agency, byline, subject and language, in every format. */
export function feedRoutes(app: App, parts: Parts): void {
  app.get(
    '/feeds/:format',
    {
      config,
      schema: {
        operationId: 'getFeed',
        tags: ['Feeds'],
        summary: 'The newest stories as a feed',
        description,
        params: z.strictObject({ format }),
        response: { 200: feed },
        responseHeaders: { 200: ['Link'] },
      },
    },
    async (request, reply) => {
      const found = await parts.database.read(async (db) => findAt(request, db, allStories, parts));
      return sendFeed(reply, found, request.params.format);
    },
  );
  app.get(
    '/feeds/:kind/:name/:format',
    {
      config,
      schema: {
        operationId: 'getFeedOf',
        tags: ['Feeds'],
        summary: 'The newest stories of one section, topic, agency, byline, subject or language as a feed',
        description,
        params: ofSelection,
        response: { 200: feed, 301: moved },
        responseHeaders: { 200: ['Link'] },
        problems: ['not-found'],
      },
    },
    async (request, reply) => {
      const { kind, name, format } = request.params;
      const found = await parts.database.read(async (db) => {
        const selected = await feedSelections[kind](db, name);
        return 'nowNamed' in selected ? selected : findAt(request, db, selected, parts);
      });
      if ('nowNamed' in found) {
        nameBehind(reply, [found.id]);
        return reply.redirect(`/feeds/${kind}/${found.nowNamed}/${format}`, 301);
      }
      return sendFeed(reply, found, format);
    },
  );
}

function findAt({ url }: FastifyRequest, db: Db, selected: FeedFilter, { site }: Parts) {
  return findFeed(db, selected, addressOf(url).path, site);
}

async function sendFeed(reply: FastifyReply, found: Awaited<ReturnType<typeof findFeed>>, file: string) {
  const form = formOf(file)!;
  const feed = await presentFeed(found);
  lastModified(reply, found.at);
  reply.header('link', feedLinks(feed.selfUrl.slice(0, -file.length - 1), form));
  reply.type(feedFiles[form].mediaType);
  return reply.send(forms.find((other) => other.form === form)!.write(feed));
}
