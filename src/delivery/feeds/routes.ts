import type { Database } from '../../foundation/database/database.ts';
import { addressOf } from '../../foundation/http/request/address.ts';
import { lastModified } from '../../foundation/http/answer/conditional.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { manyIds } from '../../foundation/http/answer/surrogate-keys.ts';
import type { Site } from '../../library/site.ts';
import { feedFiles, feedLinks } from '../addresses/feed-addresses.ts';
import { lifetimes } from '../answers/lifetimes.ts';
import { findFeed, presentFeed } from './find.ts';
import { forms, type Form } from './forms.ts';
import { feedSelections, type FeedSelection } from './selections.ts';

type Parts = { database: Database; site: Site };

/** Feeds of all stories and of every section, topic, agency, byline, subject and language, in every format. */
export function feedRoutes(app: App, parts: Parts): void {
  for (const selection of feedSelections) for (const form of forms) feedRoute(app, parts, selection, form);
}

function feedRoute(app: App, { database, site }: Parts, selection: FeedSelection, form: Form): void {
  const { path, name, operations, params, find } = selection;
  const { schema, title, write } = form;
  const { file, mediaType } = feedFiles[form.form];
  app.get(
    `/feeds${path}/${file}`,
    {
      config: {
        access: 'public',
        lifetime: lifetimes.news,
        surrogateKey: `articles ${manyIds}`,
        load: 'heavy',
      },
      schema: {
        operationId: operations[form.form],
        tags: ['Feeds'],
        summary:
          name === '' ? `The newest stories as ${title}` : `The newest stories of one ${name} as ${title}`,
        description:
          'Fifty whole stories at most, the newest first, fewer where they are long (1 MB of text together); links lead to the site, and ids never change. Send `If-None-Match` the next time: 304 while nothing has changed.',
        ...(name === '' ? {} : { params }),
        response: {
          200: { description: `The feed as ${title}.`, content: { [mediaType]: { schema } } },
          ...(name === '' ? {} : { 301: { description: 'It has another slug now.' } }),
        },
        responseHeaders: { 200: ['Link'] },
        problems: name === '' ? [] : ['not-found'],
      },
    },
    async (request, reply) => {
      const found = await database.read(async (db) => {
        const narrowed = await find(db, request.params as Record<string, string>);
        if ('movedTo' in narrowed) return narrowed;
        return findFeed(db, narrowed, addressOf(request.url).path, site);
      });
      if ('movedTo' in found) return reply.redirect(`/feeds${found.movedTo}/${file}`, 301);
      const feed = await presentFeed(found);
      lastModified(reply, found.at);
      reply.header('link', feedLinks(feed.selfUrl.slice(0, -file.length - 1), form.form));
      reply.type(mediaType);
      return reply.send(write(feed));
    },
  );
}
