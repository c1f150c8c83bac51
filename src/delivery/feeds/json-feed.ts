import { z } from 'zod';
import { urnOf } from '../../foundation/ids.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { unlessEmpty } from '../../foundation/unless-empty.ts';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { Correction } from '../../edition/corrections/schema.ts';
import type { Article } from '../../edition/show/schema.ts';
import { Rights } from '../../library/rights.ts';
import { everyPicture, isForAll, jpegOf, withPictures } from '../formats/pictures.ts';
import { authorsOf } from '../formats/credits.ts';
import { storyHtml, summaryOf, type Feed } from './feed.ts';

const uri = z.string().meta({ format: 'uri' });
const Author = z
  .strictObject({ name: z.string() })
  .meta({ id: 'JsonFeedAuthor', description: 'An author of a story, or the publisher of the feed.' });

const Item = z
  .strictObject({
    id: uri.meta({ description: 'A URN that never changes.' }),
    url: uri,
    title: z.string(),
    summary: z.string(),
    content_html: z.string(),
    image: uri.optional(),
    date_published: Timestamp,
    date_modified: Timestamp,
    authors: z.array(Author).optional(),
    tags: z.array(z.string()).optional(),
    language: z.string(),
    attachments: z
      .array(
        z
          .strictObject({ url: uri, mime_type: z.string(), title: z.string().optional() })
          .meta({ id: 'JsonFeedAttachment', description: 'A picture of the story.' }),
      )
      .optional(),
    _dateline: z
      .strictObject({
        id: z.string(),
        expiresAt: Timestamp.optional().meta({ description: 'From this time on it is not public.' }),
        agency: z.string().optional(),
        creditLine: z.string().optional(),
        rights: Rights.optional(),
        digitalSourceType: z.string().optional(),
        corrections: z.array(Correction).optional(),
      })
      .meta({ id: 'JsonFeedExtension', description: 'Properties that JSON Feed does not have.' }),
  })
  .meta({ id: 'JsonFeedItem', description: 'A story of a JSON Feed.' });

export const JsonFeed = z
  .strictObject({
    version: z.literal('https://jsonfeed.org/version/1.1'),
    title: z.string(),
    description: z.string(),
    home_page_url: uri,
    feed_url: uri,
    language: z.string().optional(),
    authors: z.array(Author),
    items: z.array(Item),
  })
  .meta({ id: 'JsonFeed', description: 'The newest stories as JSON Feed 1.1.' });

/** JSON Feed 1.1. */
export function writeJsonFeed(feed: Feed): z.output<typeof JsonFeed> {
  return omitAbsent({
    version: 'https://jsonfeed.org/version/1.1' as const,
    title: feed.title,
    description: feed.description,
    home_page_url: feed.homeUrl,
    feed_url: feed.selfUrl,
    language: feed.locale,
    authors: [{ name: feed.publisher }],
    items: feed.stories.map((story) => itemOf(story, feed.mainLocale)),
  });
}

function itemOf(story: Article, mainLocale: string): z.output<typeof Item> {
  const { section, topics, agency, creditLine, rights, corrections, digitalSourceType } = story;
  const shown = withPictures(story, isForAll);
  return omitAbsent({
    id: urnOf(story.id),
    url: story.url,
    title: story.headline,
    summary: summaryOf(story),
    content_html: storyHtml(story, mainLocale),
    image: shown.leadMedia?.src,
    date_published: story.publishedAt,
    date_modified: story.updatedAt,
    authors: unlessEmpty(authorsOf(story).map((name) => ({ name }))),
    tags: unlessEmpty([...(section ? [section.name] : []), ...topics.map(({ name }) => name)]),
    language: story.locale,
    attachments: unlessEmpty(
      everyPicture(shown).map((picture) =>
        omitAbsent({ url: jpegOf(picture), mime_type: 'image/jpeg', title: picture.caption }),
      ),
    ),
    _dateline: omitAbsent({
      id: story.id,
      expiresAt: story.expiresAt,
      agency: agency?.name,
      creditLine,
      rights,
      digitalSourceType,
      corrections: unlessEmpty(corrections),
    }),
  });
}
