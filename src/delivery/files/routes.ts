import { z } from 'zod';
import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { FileStore } from '../../foundation/files/store.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { fileAnswer, sendStored } from '../../foundation/http/answer/stored-files.ts';
import { surrogateKeysOf } from '../../foundation/http/answer/surrogate-keys.ts';
import { notFound } from '../../foundation/problem.ts';
import { getPublicMedia } from '../../edition/media/public.ts';
import type { RenditionMaker } from '../../library/pictures/maker/rendition-maker.ts';
import { kishidaPicture } from '../../library/examples.ts';
import { renditionKey, storedFile } from '../../library/pictures/renditions/files.ts';
import { findByFileName } from '../../library/pictures/renditions/renditions.ts';
import { mimeTypes } from '../../library/picture-shapes.ts';
import type { MediaItem } from '../../library/pictures/rows/store.ts';
import { mediaAddress, type Site } from '../../library/site.ts';

const [, , exampleMedia, exampleHash, exampleFile] = new URL(kishidaPicture.src).pathname.split('/');

const FileParams = z.strictObject({
  media: z.string().meta({ description: "The picture's id.", examples: [exampleMedia] }),
  hash: z.string().meta({ description: 'Names what the picture is made from.', examples: [exampleHash] }),
  file: z
    .string()
    .meta({ description: 'Rendition and format: `md.webp`, `md-16x9.jpg`.', examples: [exampleFile] }),
});

const yearSeconds = 31_536_000;
// For redirects to the current address, which may change soon.
const minuteSeconds = 60;

type Parts = {
  database: Database;
  site: Site;
  renditionMaker: RenditionMaker;
  store: FileStore;
  /** Whether to redirect readers to the store, where it can serve. */
  direct: boolean;
  clock: Clock;
};

/** The picture files. A file is found by its row, never by a path from the URL. */
export function fileRoutes(app: App, { database, site, renditionMaker, store, direct, clock }: Parts): void {
  app.get(
    '/media/:media/:hash/:file',
    {
      config: { access: 'public', load: 'files' },
      handlerTimeout: 60_000,
      schema: {
        operationId: 'getMediaFile',
        tags: ['Media'],
        summary: 'Get a file of a picture',
        description:
          'The bytes behind the `src` of a rendition, whole or by a range (RFC 9110 §14). The address changes whenever the picture does, so the answer may be cached, though not beyond the end of its rights; a former address redirects to the present one. A missing rendition is made at its first request. A picture that was withdrawn or killed answers 410 with the notice to readers.',
        params: FileParams,
        response: {
          200: fileAnswer('The picture.', mimeTypes),
          206: fileAnswer('A part of it.', mimeTypes),
          302: { description: 'It has another address.' },
        },
        responseHeaders: {
          200: ['Accept-Ranges'],
          206: ['Accept-Ranges', 'Content-Range', 'ETag'],
          302: ['Location'],
        },
        problems: ['not-found', 'gone', 'range-not-satisfiable'],
      },
    },
    async (request, reply) => {
      const { media, hash, file } = request.params;
      const item = await database.read((db) => getPublicMedia(db, media));
      const asked = findByFileName(item, file, site);
      if (!asked) throw notFound('picture');
      const { rendition, extension } = asked;
      if (asked.hash !== hash) {
        reply.header('surrogate-key', surrogateKeysOf(media));
        reply.header('cache-control', keepFor(minuteSeconds, item, clock.now()));
        return reply.redirect(mediaAddress(site, media, { ...asked, name: rendition.name }), 302);
      }
      const row = await renditionMaker.rendition(item, rendition, extension);
      if (direct && store.temporaryUrl && request.method !== 'HEAD') {
        reply.header('cache-control', 'no-store');
        return reply.redirect(await store.temporaryUrl(renditionKey(row), mimeTypes[extension]), 302);
      }
      return sendStored(request, reply, store, {
        ...storedFile(row),
        headers: {
          'cache-control': keepFor(yearSeconds, item, clock.now()),
          'surrogate-key': surrogateKeysOf(media),
        },
      });
    },
  );
}

/** The URL changes with the picture, so the response may be cached for long, but not beyond the end of the rights. */
function keepFor(seconds: number, { usableUntil }: Pick<MediaItem, 'usableUntil'>, now: number): string {
  if (usableUntil === null)
    return `public, max-age=${seconds}${seconds === yearSeconds ? ', immutable' : ''}`;
  return `public, max-age=${Math.max(0, Math.min(seconds, Math.floor((usableUntil - now) / 1000)))}`;
}
