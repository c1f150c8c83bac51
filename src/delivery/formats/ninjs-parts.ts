import { urnOf } from '../../foundation/ids.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { unlessEmpty } from '../../foundation/unless-empty.ts';
import type { Article } from '../../edition/show/schema.ts';
import { limitsInWords } from '../../library/picture-rights.ts';
import type { Picture } from '../../library/pictures/records/schema.ts';
import { picturesInText } from './pictures.ts';
import type { NinjsAssociation } from './ninjs-schema.ts';

type Rights = { holder?: string | undefined; notice?: string | undefined; usageTerms?: string | undefined };

/** Rights as properties of ninjs. */
export function ninjsRights(rights: Rights = {}) {
  return omitAbsent({
    copyrightHolder: rights.holder,
    copyrightNotice: rights.notice,
    usageTerms: rights.usageTerms,
  });
}

/** A digital source type as a term of IPTC's vocabulary. */
export function ninjsSourceType(type: Article['digitalSourceType']) {
  return type && { name: type, uri: `http://cv.iptc.org/newscodes/digitalsourcetype/${type}` };
}

/** A picture as an association: ninjs has no property for alt text, so it is a description with a role. */
export function pictureItem(picture: Picture, name: string): NinjsAssociation {
  const { headline, caption, altText, extendedDescription, creditLine, creators, agency, place } = picture;
  const { webStatement } = picture.rights ?? {};
  // ninjs has no property for countries and channels.
  const usageTerms = [picture.rights?.usageTerms, limitsInWords(picture)].filter(Boolean).join(' – ');
  return omitAbsent({
    name,
    uri: urnOf(picture.id),
    type: 'picture' as const,
    language: picture.captionLocale,
    contentCreated: withTime(picture.contentCreated),
    headlines: headline === undefined ? undefined : [{ value: headline }],
    descriptions: texts({ caption, altText, extendedDescription, creditLine }),
    by: creators?.map((creator) => creator.name).join(', '),
    located: place,
    ...ninjsRights({ ...picture.rights, usageTerms: usageTerms === '' ? undefined : usageTerms }),
    expires: picture.usableUntil,
    rightsInfo: webStatement === undefined ? undefined : { linkedRights: webStatement },
    places: unlessEmpty((picture.placesShown ?? []).map((name) => ({ name, rel: 'shown' }))),
    infoSources: unlessEmpty([
      ...(agency ? [{ name: agency.name, role: 'supplier', literal: agency.id }] : []),
      ...(picture.source === undefined ? [] : [{ name: picture.source, role: 'source' }]),
    ]),
    digitalSourceType: ninjsSourceType(picture.digitalSourceType),
    renditions: picture.renditions?.map(({ name, src, width, height }) => ({
      name,
      href: src,
      contentType: 'image/jpeg',
      width,
      height,
    })),
    altIds: [{ role: 'dateline', value: picture.id }],
  });
}

type Named = { id: string; locale: string; publishedAt: string; headline: string; url: string };

/** Another story as an association. */
export function storyItem({ id, locale, publishedAt, headline, url }: Named, name: string, rel: string) {
  return {
    ...{ name, uri: urnOf(id), rel, type: 'text' as const, representationType: 'partial' as const },
    ...{ language: locale, firstCreated: publishedAt, headlines: [{ value: headline }] },
    altIds: [
      { role: 'dateline', value: id },
      { role: 'url', value: url },
    ],
  };
}

/** All associations: lead picture, pictures of the text, further pictures, and other stories. */
export function ninjsAssociations(story: Article) {
  const { leadMedia, placements, related, translationOf } = story;
  const stories = [
    ...related.flatMap(({ relation, article }) => (article ? [{ relation, article }] : [])),
    ...(translationOf ? [{ relation: 'translationOf', article: translationOf }] : []),
  ];
  return unlessEmpty([
    ...(leadMedia ? [pictureItem(leadMedia, 'lead')] : []),
    ...picturesInText(story).map((picture, index) => pictureItem(picture, `body-${index + 1}`)),
    ...placements.map((picture, index) => pictureItem(picture, `placement-${index + 1}`)),
    ...stories.map(({ relation, article }, index) => storyItem(article, `story-${index + 1}`, relation)),
    ...related.flatMap(({ relation, url, title }, index) =>
      url === undefined
        ? []
        : [
            omitAbsent({
              name: `link-${index + 1}`,
              uri: url,
              rel: relation,
              type: 'text' as const,
              representationType: 'partial' as const,
              headlines: title === undefined ? undefined : [{ value: title }],
            }),
          ],
    ),
  ]);
}

/** Texts by role, without empty ones. */
export function texts(values: Record<string, string | undefined>) {
  return unlessEmpty(
    Object.entries(values).flatMap(([role, value]) =>
      value ? [{ role, contentType: 'text/plain', value }] : [],
    ),
  );
}

// ninjs wants a time; a date alone is left out.
function withTime(text: string | undefined): string | undefined {
  return text !== undefined && /T\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) ? text : undefined;
}
