import { z } from 'zod';
import type { FileStore } from '../../foundation/files/store.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { fileAnswer, sendStored } from '../../foundation/http/answer/stored-files.ts';
import { notFound } from '../../foundation/problem.ts';
import type { RenditionMaker } from '../../library/pictures/maker/rendition-maker.ts';
import { storedFile } from '../../library/pictures/renditions/files.ts';
import { findByFileName } from '../../library/pictures/renditions/renditions.ts';
import { mimeTypes } from '../../library/picture-shapes.ts';
import type { Parts } from '../story-routes/parts.ts';
import { TokenParams } from './schema.ts';
import { withEverything } from '../../edition/show/asked.ts';
import { openPreview } from './show.ts';
import type { WrongLinks } from './wrong-links.ts';

const FileParams = TokenParams.extend({
  media: z
    .string()
    .meta({ description: "The picture's id.", examples: ['media_01g4q9c8g0ebdtzxtfrscsckgh'] }),
  hash: z.string().meta({ description: 'Names what the picture is made from.', examples: ['0f6d5a1e'] }),
  file: z
    .string()
    .meta({ description: 'Rendition and format: `md.webp`, `md-16x9.jpg`.', examples: ['md.jpg'] }),
});

export type PreviewFiles = { renditionMaker: RenditionMaker; store: FileStore };

/** The pictures of a preview, while its link is valid. They need not be public and are not cached. */
export function previewFileRoute(
  app: App,
  { database, site, clock, pictures, wrong }: Parts & { pictures: PreviewFiles; wrong: WrongLinks },
): void {
  app.get(
    '/v1/previews/:token/media/:media/:hash/:file',
    {
      config: { access: 'public', cacheable: false, load: 'files' },
      handlerTimeout: 60_000,
      schema: {
        operationId: 'getPreviewFile',
        tags: ['Previews'],
        summary: 'Get a file of a picture in a preview',
        description:
          'The file of a rendition in a preview, of the picture as it is now, while the link is valid. Wrong links count as for the preview itself.',
        params: FileParams,
        response: {
          200: fileAnswer('The picture.', mimeTypes),
          206: fileAnswer('A part of it.', mimeTypes),
        },
        responseHeaders: {
          200: ['Accept-Ranges', 'ETag', 'X-Robots-Tag'],
          206: ['Accept-Ranges', 'Content-Range', 'ETag', 'X-Robots-Tag'],
        },
        problems: ['not-found', 'range-not-satisfiable'],
      },
    },
    async (request, reply) => {
      const { token, media, file } = request.params;
      const { embedded } = await wrong.counted(request, () =>
        database.read((db) => openPreview(db, token, clock.now(), withEverything)),
      );
      const item = embedded.pictures.get(media);
      const asked = item && findByFileName(item, file, site);
      if (!item || !asked) throw notFound('picture');
      const row = await pictures.renditionMaker.rendition(item, asked.rendition, asked.extension);
      reply.header('x-robots-tag', 'noindex, nofollow');
      return sendStored(request, reply, pictures.store, { ...storedFile(row), headers: {} });
    },
  );
}
