import { escapeHtml } from '../../foundation/escape-html.ts';
import { urnOf } from '../../foundation/ids.ts';
import { writeXml, type XmlPart } from '../../foundation/xml.ts';
import type { Article } from '../../edition/show/schema.ts';
import { everyPicture, isForWeb } from '../formats/pictures.ts';
import { authorsOf, contributorsOf } from '../formats/credits.ts';
import { storyHtml, rightsLine, summaryHtml, type Feed } from './feed.ts';
import { mediaNamespaces, mediaOf, validUntil } from './media-rss.ts';

/** RSS 2.0 with Dublin Core, Media RSS and the whole text in `content:encoded`. */
export function writeRss(feed: Feed): string {
  return writeXml({
    rss: {
      '@version': '2.0',
      '@xmlns:atom': 'http://www.w3.org/2005/Atom',
      '@xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
      '@xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      ...mediaNamespaces,
      channel: {
        title: feed.title,
        link: feed.homeUrl,
        description: escapeHtml(feed.description),
        language: feed.locale,
        lastBuildDate: new Date(feed.updatedAt).toUTCString(),
        ttl: 1,
        'atom:link': { '@href': feed.selfUrl, '@rel': 'self', '@type': 'application/rss+xml' },
        item: feed.stories.map((story) => itemOf(story, feed.mainLocale)),
      },
    },
  });
}

function itemOf(story: Article, mainLocale: string): XmlPart {
  return {
    title: story.headline,
    link: story.url,
    guid: { '@isPermaLink': 'false', '#text': urnOf(story.id) },
    pubDate: new Date(story.publishedAt).toUTCString(),
    'dcterms:modified': story.updatedAt,
    'dcterms:valid': validUntil(story.expiresAt),
    'dc:creator': authorsOf(story),
    'dc:contributor': contributorsOf(story),
    'dc:language': story.locale,
    'dc:publisher': story.agency?.name,
    'dc:rights': rightsLine(story.rights),
    category: [...(story.section ? [story.section.name] : []), ...story.topics.map(({ name }) => name)],
    // Readers take it as HTML (RSS 2.0), titles and the elements of other namespaces as they are.
    description: summaryHtml(story, mainLocale),
    'content:encoded': storyHtml(story, mainLocale),
    'media:content': everyPicture(story).filter(isForWeb).map(mediaOf),
  };
}
