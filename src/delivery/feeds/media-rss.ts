import type { XmlPart } from '../../foundation/xml.ts';
import { limitsInWords } from '../../library/picture-rights.ts';
import { jpegOf } from '../formats/pictures.ts';
import type { Picture } from '../../library/pictures/records/schema.ts';
import { rightsLine } from './feed.ts';

/** The namespaces of pictures and ends in RSS and Atom. */
export const mediaNamespaces = {
  '@xmlns:dcterms': 'http://purl.org/dc/terms/',
  '@xmlns:media': 'http://search.yahoo.com/mrss/',
};

/** The end of a story or picture, as the Dublin Core writes periods. */
export function validUntil(end: string | undefined): string | undefined {
  return end === undefined ? undefined : `end=${end}; scheme=W3C-DTF`;
}

/** A picture as Media RSS has it, with its credit and the limits of its use. */
export function mediaOf(picture: Picture): XmlPart {
  const { renditions = [], headline, caption, creators = [], creditLine, rights = {}, usableUntil } = picture;
  const { territories, webStatement, usageTerms } = rights;
  const src = jpegOf(picture);
  const shown = renditions.find((rendition) => rendition.src === src);
  const thumbnail = renditions[0];
  const copyright = [rightsLine(rights), limitsInWords(picture)].filter((words) => words !== undefined);
  return {
    '@url': src,
    '@type': 'image/jpeg',
    '@medium': 'image',
    '@width': shown?.width,
    '@height': shown?.height,
    'media:title': headline === undefined ? undefined : { '@type': 'plain', '#text': headline },
    'media:description': caption === undefined ? undefined : { '@type': 'plain', '#text': caption },
    'media:credit': [
      ...creators.map(({ name }) => ({ '@role': 'photographer', '@scheme': 'urn:ebu', '#text': name })),
      ...(creditLine === undefined ? [] : [creditLine]),
    ],
    'media:copyright': copyright.length > 0 ? copyright.join(' – ') : undefined,
    'media:license':
      webStatement === undefined
        ? undefined
        : { '@type': 'text/html', '@href': webStatement, '#text': usageTerms ?? webStatement },
    'media:restriction': territories && {
      '@relationship': 'allow',
      '@type': 'country',
      '#text': territories.join(' ').toLowerCase(),
    },
    'dcterms:valid': validUntil(usableUntil),
    'media:thumbnail': thumbnail && {
      '@url': thumbnail.src,
      '@width': thumbnail.width,
      '@height': thumbnail.height,
    },
  };
}
