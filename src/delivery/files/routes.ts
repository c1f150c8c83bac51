import fastifyStatic from '@fastify/static';
import { z } from 'zod';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/app.ts';
import { notFound } from '../../foundation/problem.ts';
import { isPublicMedia } from '../../edition/media/public.ts';
import { kishidaPicture } from '../../library/examples.ts';
import { renditionPath } from '../../library/media/files.ts';
import { findRendition, type RenditionRow } from '../../library/media/store.ts';

const [example] = kishidaPicture.renditions;
const [, , exampleMedia, exampleHash, exampleFile] = new URL(example!.src).pathname.split('/');

const FileParams = z.strictObject({
  media: z.string().meta({ description: "The picture's id.", examples: [exampleMedia] }),
  hash: z.string().meta({ description: 'Names the bytes.', examples: [exampleHash] }),
  file: z
    .string()
    .meta({ description: 'Rendition and format: `md.webp`, `md-16x9.jpg`.', examples: [exampleFile] }),
});

const fileName = /^([a-z0-9-]+)\.([a-z0-9]+)$/;

const Bytes = z.string().meta({ format: 'binary' });

// The address changes whenever the bytes do: what was read once stays true.
const keepForAYear = 'public, max-age=31536000, immutable';

/** The picture files themselves. A file is found by its row, never by a path from the address. */
export function fileRoutes(app: App, { database, mediaDir }: { database: Database; mediaDir: string }): void {
  void app.register(fastifyStatic, {
    root: mediaDir,
    serve: false,
    etag: false,
    cacheControl: false,
    lastModified: false,
    // A picture is read whole; parts of it would be answers that nobody needs.
    acceptRanges: false,
  });
  app.get(
    '/media/:media/:hash/:file',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'getMediaFile',
        tags: ['Media'],
        summary: 'Get a file of a picture',
        description:
          'The bytes behind the `src` of a rendition. The address changes whenever the bytes do, so the answer may be kept.',
        params: FileParams,
        response: {
          200: {
            description: 'The picture.',
            content: { 'image/webp': { schema: Bytes }, 'image/jpeg': { schema: Bytes } },
          },
        },
        responseHeaders: { 200: ['Surrogate-Key'] },
        problems: ['not-found'],
      },
    },
    async (request, reply) => {
      const { media, hash, file } = request.params;
      const rendition = await database.read(async (db) => {
        const [, name = '', extension = ''] = fileName.exec(file) ?? [];
        const found = await findRendition(db, media, name, extension);
        return found?.sha256.startsWith(hash) && hash.length === 8 && (await isPublicMedia(db, media))
          ? found
          : undefined;
      });
      if (!rendition) throw notFound('picture');
      reply.header('cache-control', keepForAYear);
      reply.header('etag', etagOf(rendition));
      reply.header('surrogate-key', media);
      return reply.sendFile(renditionPath(rendition));
    },
  );
}

function etagOf({ sha256 }: RenditionRow): string {
  return `"${sha256.slice(0, 32)}"`;
}
