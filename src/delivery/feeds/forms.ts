import { z } from 'zod';
import { toTimestamp } from '../../foundation/clock.ts';
import { toNinjsList } from '../formats/ninjs.ts';
import { NinjsList } from '../formats/ninjs-schema.ts';
import { writeAtom } from './atom.ts';
import type { Feed } from './feed.ts';
import { JsonFeed, writeJsonFeed } from './json-feed.ts';
import { writeRss } from './rss.ts';

const Xml = z.string();

/** A form that feeds come in. */
export type Form = {
  file: 'rss.xml' | 'atom.xml' | 'feed.json' | 'ninjs.json';
  name: 'Rss' | 'Atom' | 'JsonFeed' | 'Ninjs';
  title: string;
  mediaType: string;
  schema: z.ZodType;
  write: (feed: Feed) => unknown;
};

export const forms: Form[] = [
  {
    file: 'rss.xml',
    name: 'Rss',
    title: 'RSS 2.0',
    mediaType: 'application/rss+xml',
    schema: Xml,
    write: writeRss,
  },
  {
    file: 'atom.xml',
    name: 'Atom',
    title: 'Atom 1.0',
    mediaType: 'application/atom+xml',
    schema: Xml,
    write: writeAtom,
  },
  {
    file: 'feed.json',
    name: 'JsonFeed',
    title: 'JSON Feed 1.1',
    mediaType: 'application/feed+json',
    schema: JsonFeed,
    write: writeJsonFeed,
  },
  {
    file: 'ninjs.json',
    name: 'Ninjs',
    title: 'ninjs 3.1',
    mediaType: 'application/json',
    schema: NinjsList,
    write: ({ stories, id, title, locale, updatedAt }) =>
      toNinjsList(stories, { uri: id, title, locale, updatedAt: toTimestamp(updatedAt) }),
  },
];

/** The `Link` to the forms of a feed, of which one may be the answer itself. */
export function linksOf(base: string, own?: Form): string {
  return forms
    .map(
      (form) =>
        `<${base}/${form.file}>; rel="${form === own ? 'self' : 'alternate'}"; type="${form.mediaType}"`,
    )
    .join(', ');
}
