import { z } from 'zod';
import type { Database } from '../../foundation/database/database.ts';
import type { FileStore } from '../../foundation/files/store.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { fileAnswer, sendStored } from '../../foundation/http/answer/stored-files.ts';
import { notFound } from '../../foundation/problem.ts';
import type { RenditionMaker } from '../../library/pictures/maker/rendition-maker.ts';
import { storedFile } from '../../library/pictures/renditions/files.ts';
import { findByFileName } from '../../library/pictures/renditions/renditions.ts';
import { mimeTypes } from '../../library/picture-shapes.ts';
import { findMediaItems } from '../../library/pictures/rows/store.ts';
import type { Site } from '../../library/site.ts';
import { MediaParams } from './media-schema.ts';

const FileParams = MediaParams.extend({
  file: z
    .string()
    .meta({ description: 'Rendition and format: `md.webp`, `md-16x9.jpg`.', examples: ['md.jpg'] }),
});

type Parts = {
  database: Database;
  site: Site;
  pictures: { renditionMaker: RenditionMaker; store: FileStore };
};

/** The files of all pictures for the desk, public or not. */
export function mediaFileRoutes(
  app: App,
  { database, site, pictures: { renditionMaker, store } }: Parts,
): void {
  app.get(
    '/v1/desk/media/:media/files/:file',
    {
      config: { access: 'library:read' },
      handlerTimeout: 60_000,
      schema: {
        operationId: 'getDeskMediaFile',
        tags: ['Desk: pictures'],
        summary: 'Get a file of a picture at the desk',
        description:
          'A rendition as the picture now is, public or not, never the original. For whoever has a key: browsers fetch it, and show it as a blob.',
        params: FileParams,
        response: {
          200: fileAnswer('The picture.', mimeTypes),
          206: fileAnswer('A part of it.', mimeTypes),
        },
        responseHeaders: {
          200: ['Accept-Ranges', 'ETag'],
          206: ['Accept-Ranges', 'Content-Range', 'ETag'],
        },
        problems: ['not-found', 'range-not-satisfiable'],
      },
    },
    async (request, reply) => {
      const { media, file } = request.params;
      const item = (await database.read((db) => findMediaItems(db, [media]))).get(media);
      const asked = item && findByFileName(item, file, site);
      if (!item || !asked) throw notFound('picture');
      const row = await renditionMaker.rendition(item, asked.rendition, asked.extension, 'now');
      return sendStored(request, reply, store, { ...storedFile(row), headers: {} });
    },
  );
}
