import type { Database } from 'better-sqlite3';
import { planRenditions, renditionsHash } from '../../src/library/pictures/renditions/plan.ts';
import { defaultWidths } from '../../src/library/site.ts';
import { among, idsIn, json, timestamp, type Columns, type Picture } from './rows.ts';

const publicUrl = process.env.PUBLIC_URL!;

export type PictureRow = Columns & { captions: Columns[] };

/** Reads pictures with their words: two statements, however many they are. */
export function pictureReader(db: Database): (ids: (string | null | undefined)[]) => Map<string, PictureRow> {
  const pictures = db.prepare<[string], Columns>(
    `SELECT m.*, a.slug AS agency_slug, a.name AS agency_name FROM media m
     LEFT JOIN agencies a ON a.id = m.agency_id AND a.hidden = 0 WHERE m.id ${among}`,
  );
  const captions = db.prepare<[string], Columns>(
    `SELECT * FROM media_captions WHERE media_id ${among} ORDER BY locale`,
  );
  return function picturesOf(ids) {
    const wanted = idsIn(ids);
    const words = Map.groupBy(captions.all(wanted), ({ media_id: id }) => id as string);
    const rows = pictures.all(wanted);
    return new Map(rows.map((row) => [row.id, { ...row, captions: words.get(row.id) ?? [] }]));
  };
}

/** A picture with its words in English and the addresses of its files. Which files there are is Dateline's to say. */
export function presentPicture(row: PictureRow): Picture {
  const { words, hash, planned } = shapesOf(row);
  function addressOf(name: string, extension: string): string {
    return `${publicUrl}/media/${row.id}/${hash}/${name}.${extension}`;
  }
  function srcsetOf(wanted: string, extension: string): string {
    return planned
      .filter(({ ratio }) => ratio === wanted)
      .map(({ name, width }) => `${addressOf(name, extension)} ${width}w`)
      .join(', ');
  }
  const wholes = planned.filter(({ ratio }) => ratio === 'original');
  return {
    id: row.id,
    caption: words?.caption ?? undefined,
    altText: words?.decorative ? '' : (words?.alt_text ?? undefined),
    decorative: words?.decorative === 1 || undefined,
    captionLocale: words?.locale === 'en' ? undefined : words?.locale,
    creditLine: row.credit_line ?? undefined,
    rights: printed(json(row.rights)),
    usableUntil: row.usable_until === null ? undefined : timestamp(row.usable_until),
    digitalSourceType: row.digital_source_type ?? undefined,
    focalPoint: json(row.focal_point),
    thumbHash: row.thumb_hash ?? undefined,
    dominantColour: row.dominant_colour ?? undefined,
    width: wholes[0]!.region.width,
    height: wholes[0]!.region.height,
    src: addressOf((wholes.find(({ name }) => name === 'md') ?? wholes.at(-1)!).name, 'jpg'),
    srcset: srcsetOf('original', 'webp'),
    formats: ['avif', 'webp', 'jpg'],
  };
}

function printed({ notice, territories, channels }: Columns = {}): Columns | undefined {
  return notice || territories || channels ? { notice, territories, channels } : undefined;
}

/** A logo in a story. */
export function presentLogo({ id, width, height, src }: Picture): object {
  return { id, width, height, src };
}

/** The picture as one story shows it: words of the story's own take the place of the picture's. */
export function withOwnWords(picture: Picture, { caption, altText }: Columns): Picture {
  return {
    ...picture,
    ...(caption === undefined ? {} : { caption }),
    ...(altText === undefined ? {} : { altText, decorative: undefined }),
    captionLocale: caption !== undefined && altText !== undefined ? undefined : picture.captionLocale,
  };
}

function shapesOf(row: PictureRow) {
  const shaped = {
    ...{ width: row.width, height: row.height, sha256: row.sha256 },
    ...{ crop: json(row.crop) ?? null, crops: json(row.crops) ?? null },
    ...{ focalPoint: json(row.focal_point) ?? null, foundFocalPoint: json(row.found_focal_point) ?? null },
    ...{
      creators: json(row.creators) ?? null,
      creditLine: row.credit_line,
      rights: json(row.rights) ?? null,
    },
    digitalSourceType: row.digital_source_type,
    captions: row.captions.map(({ locale, alt_text: altText }) => ({ locale, altText })),
  } as unknown as Parameters<typeof renditionsHash>[0];
  return {
    words: row.captions.find(({ locale }) => locale === 'en') ?? row.captions[0],
    hash: renditionsHash(shaped, defaultWidths, 'en'),
    planned: planRenditions(shaped, defaultWidths),
  };
}
