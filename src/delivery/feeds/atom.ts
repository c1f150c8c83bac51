import { toTimestamp } from '../../foundation/clock.ts';
import { urnOf } from '../../foundation/ids.ts';
import { writeXml, type XmlPart } from '../../foundation/xml.ts';
import type { Article } from '../../edition/show/schema.ts';
import { mediaTopics } from '../../library/subjects/media-topics.ts';
import { everyPicture, isForAll, isForWeb, jpegOf } from '../formats/pictures.ts';
import { authorsOf, contributorsOf } from '../formats/credits.ts';
import { storyHtml, rightsLine, summaryOf, type Feed } from './feed.ts';
import { mediaNamespaces, mediaOf, validUntil } from './media-rss.ts';

/** Atom 1.0 (RFC 4287); removed stories are deleted entries (RFC 6721). */
export function writeAtom(feed: Feed): string {
  return writeXml({
    feed: {
      '@xmlns': 'http://www.w3.org/2005/Atom',
      ...(feed.removed.length > 0 ? { '@xmlns:at': 'http://purl.org/atompub/tombstones/1.0' } : {}),
      ...mediaNamespaces,
      '@xml:lang': feed.locale,
      id: feed.id,
      title: feed.title,
      subtitle: feed.description,
      updated: toTimestamp(feed.updatedAt),
      author: { name: feed.publisher },
      link: [
        { '@rel': 'self', '@type': 'application/atom+xml', '@href': feed.selfUrl },
        ...(feed.hasPages ? [{ '@rel': 'alternate', '@type': 'text/html', '@href': feed.homeUrl }] : []),
      ],
      'at:deleted-entry': feed.removed.map(({ id, at, notice }) => ({
        '@ref': urnOf(id),
        '@when': toTimestamp(at),
        'at:comment': notice ?? undefined,
      })),
      entry: feed.stories.map((story) => entryOf(story, feed)),
    },
  });
}

function entryOf(story: Article, { mainLocale, hasPages }: Feed): XmlPart {
  const { section, topics, subjects, rights } = story;
  const authors = authorsOf(story);
  const pictures = everyPicture(story);
  return {
    '@xml:lang': story.locale,
    id: urnOf(story.id),
    title: story.headline,
    updated: story.updatedAt,
    published: story.publishedAt,
    link: [
      ...(hasPages
        ? [{ '@rel': 'alternate', '@type': 'text/html', '@hreflang': story.locale, '@href': story.url }]
        : []),
      ...pictures
        .filter(isForAll)
        .map((picture) => ({ '@rel': 'enclosure', '@type': 'image/jpeg', '@href': jpegOf(picture) })),
    ],
    author: authors.map((name) => ({ name })),
    contributor: contributorsOf(story).map((name) => ({ name })),
    category: [
      ...(section ? [{ '@term': section.slug, '@label': section.name }] : []),
      ...topics.map(({ slug, name }) => ({ '@term': slug, '@label': name })),
      ...subjects.map(({ code, name }) => ({
        '@term': code,
        '@scheme': mediaTopics,
        '@label': name,
      })),
    ],
    rights: rightsLine(rights),
    'dcterms:valid': validUntil(story.expiresAt),
    summary: summaryOf(story),
    content: { '@type': 'html', '#text': storyHtml(story, mainLocale) },
    'media:content': pictures.filter(isForWeb).map(mediaOf),
  };
}
