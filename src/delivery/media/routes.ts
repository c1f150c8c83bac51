import { z } from 'zod';
import type { Database, Db } from '../../foundation/database/database.ts';
import { lastModified } from '../../foundation/http/answer/conditional.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { findPublicRevision } from '../../foundation/changes/revision.ts';
import { Locale } from '../../foundation/schemas/wire.ts';
import { getPublicMedia } from '../../edition/media/public.ts';
import { presentWhole } from '../../library/pictures/records/present.ts';
import { Picture } from '../../library/pictures/records/schema.ts';
import type { Site } from '../../library/site.ts';
import { lifetimes } from '../answers/lifetimes.ts';

const Caption = z
  .object({
    locale: z.string(),
    caption: z.string().optional(),
    altText: z.string().optional(),
    decorative: z.boolean(),
    extendedDescription: z.string().optional(),
  })
  .meta({
    id: 'Caption',
    description:
      'The words of a picture in one language. Alt text replaces the picture for those who cannot see it; a caption accompanies it.',
    examples: [
      {
        locale: 'ja',
        caption:
          '2022年5月24日、東京の首相官邸で、日米豪印4カ国(クアッド)首脳会合の後に記者会見する日本の岸田文雄首相。',
        altText:
          '「Placeholder picture」と書かれた灰色の仮の画像。元の写真には、記者会見で話す男性が写っていた。',
        decorative: false,
      },
    ],
  });

const Media = Picture.extend({
  captions: z.array(Caption).meta({ description: 'Its words in every language.' }),
})
  .required({ type: true, decorative: true, srcset: true, formats: true, sources: true, renditions: true })
  .meta({
    id: 'Media',
    description: 'A picture with all that is public about it, and its words in every language.',
  });

const MediaParams = z.strictObject({
  media: z
    .string()
    .min(1)
    .meta({ description: "The picture's id.", examples: ['media_01g4q22g00epn9j77xa3hcy7rk'] }),
});

const MediaQuery = z.strictObject({
  locale: Locale.optional().meta({ description: 'The language for the words on top; the nearest there is.' }),
});

export function publicMediaRoutes(app: App, { database, site }: { database: Database; site: Site }): void {
  app.get(
    '/v1/media/:media',
    {
      config: { access: 'public', lifetime: lifetimes.news },
      schema: {
        operationId: 'getMedia',
        tags: ['Media'],
        summary: 'Get a picture with its captions',
        description:
          'A picture that a live story, a logo or a portrait shows. One that was withdrawn or killed answers 410 with the notice to readers; any other as if it did not exist.',
        params: MediaParams,
        querystring: MediaQuery,
        response: { 200: Media },
        problems: ['not-found', 'gone'],
      },
    },
    async (request, reply) => {
      const { locale = site.defaultLocale } = request.query;
      const { media, at } = await database.read((db) =>
        findPublicMedia(db, request.params.media, locale, site),
      );
      lastModified(reply, at);
      return media;
    },
  );
}

async function findPublicMedia(
  db: Db,
  id: string,
  locale: string,
  site: Site,
): Promise<{ media: z.output<typeof Media>; at: number }> {
  const item = await getPublicMedia(db, id);
  const captions = item.captions
    .toSorted((a, b) => (a.locale < b.locale ? -1 : 1))
    .map(({ locale, caption, altText, decorative, extendedDescription }) =>
      omitAbsent({ locale, caption, altText, decorative, extendedDescription }),
    );
  return {
    media: { ...presentWhole(item, locale, site), captions },
    at: (await findPublicRevision(db)).changedAt,
  };
}
