import { z } from 'zod';
import type { App } from '../../foundation/http/request/app.ts';
import { ratio, wholeInclude } from '../../edition/show/asked.ts';
import { bodyForms } from '../../edition/show/schema.ts';
import type { Parts } from '../story-routes/parts.ts';
import { PreviewedArticle, TokenParams } from './schema.ts';
import { showPreview } from './show.ts';
import type { WrongLinks } from './wrong-links.ts';

/** The preview itself: open to everybody with the link, never cached. */
export function linkRoute(app: App, { database, site, clock, wrong }: Parts & { wrong: WrongLinks }): void {
  app.get(
    '/v1/previews/:token',
    {
      config: { access: 'public', cacheable: false },
      schema: {
        operationId: 'getPreview',
        tags: ['Previews'],
        summary: 'Preview a story',
        description:
          'One version of one story, as the public would read it, for anyone with the link; `preview` is the sign of it, and `publishedAt` is absent until the story is published. No cache and no search engine may store it. Records that it refers to are shown if they are public; its pictures have addresses below the link. A wrong, revoked or expired link answers 404, and a client that tries many gets 429.',
        params: TokenParams,
        querystring: z.strictObject({
          body: z
            .enum(bodyForms)
            .default('blocks')
            .meta({
              description:
                'The form of the text: `body` (blocks, the default), `bodyHtml`, `bodyText` or `bodyMarkdown`.',
              override: { default: 'blocks' },
            }),
          ratio,
          include: wholeInclude,
        }),
        response: { 200: PreviewedArticle },
        responseHeaders: { 200: ['X-Robots-Tag'] },
        problems: ['not-found'],
      },
    },
    async (request, reply) => {
      const { body, ...asked } = request.query;
      const showing = { site, body, asked, now: clock.now() };
      const story = await wrong.counted(request, () =>
        database.read((db) => showPreview(db, request.params.token, showing)),
      );
      reply.header('x-robots-tag', 'noindex, nofollow');
      return story;
    },
  );
}
