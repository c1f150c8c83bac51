import { z } from 'zod';
import { toTimestamp } from '../../foundation/clock.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { FeedForm } from '../addresses/feed-addresses.ts';
import { toNinjsList } from '../formats/ninjs.ts';
import { NinjsList } from '../formats/ninjs-schema.ts';
import { writeAtom } from './atom.ts';
import type { Feed } from './feed.ts';
import { JsonFeed, writeJsonFeed } from './json-feed.ts';
import { writeRss } from './rss.ts';

const Xml = z.string();

/** A feed format. */
export type Form = {
  form: FeedForm;
  /** Its name in texts. */
  title: string;
  schema: z.ZodType;
  write: (feed: Feed) => unknown;
};

export const forms: Form[] = [
  { form: 'rss', title: 'RSS 2.0', schema: Xml, write: writeRss },
  { form: 'atom', title: 'Atom 1.0', schema: Xml, write: writeAtom },
  { form: 'jsonFeed', title: 'JSON Feed 1.1', schema: JsonFeed, write: writeJsonFeed },
  {
    form: 'ninjs',
    title: 'ninjs 3.1',
    schema: NinjsList,
    write: ({ stories, id, title, locale, updatedAt, removed }) =>
      toNinjsList(stories, {
        uri: id,
        title,
        locale,
        updatedAt: toTimestamp(updatedAt),
        removed: removed.map(({ id, at, headline, notice }) =>
          omitAbsent({
            id,
            at: toTimestamp(at),
            headline: headline ?? undefined,
            notice: notice ?? undefined,
          }),
        ),
      }),
  },
];
