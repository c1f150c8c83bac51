import { z } from 'zod';
import type { Db } from '../../foundation/database/database.ts';
import { notFound } from '../../foundation/problem.ts';
import { Locale } from '../../foundation/schemas/wire.ts';
import { agencyType } from '../../library/agencies/record-type.ts';
import { bylineType } from '../../library/bylines/record-type.ts';
import type { RecordSource } from '../../library/records/record-type.ts';
import { findByFormerName, findRecord } from '../../library/records/store.ts';
import { sectionType } from '../../library/sections/record-type.ts';
import { MediaTopic } from '../../library/subjects/schema.ts';
import { findSubjects, nameIn } from '../../library/subjects/store.ts';
import { topicType } from '../../library/topics/record-type.ts';
import { feedPlaces, type FeedForm } from '../addresses/feed-addresses.ts';

type Row = { id: string; slug: string; name: string; hidden: boolean; updatedAt: number };
type Filter = keyof typeof feedPlaces;

/** The filter of a feed; `of` is its name in the title. */
export type FeedFilter = {
  filter: Partial<Record<Filter, string[]>>;
  of: string | undefined;
  id: string | undefined;
};

/** The ids of operations in the contract, by form. */
type Operations = Record<FeedForm, string>;

/** A selection of stories that has feeds. */
export type FeedSelection = {
  /** Below `/feeds`: empty for all stories, or `/sections/:section`. */
  path: string;
  name: string;
  operations: Operations;
  params: z.ZodObject;
  /** The filter for these parameters, or the current address. Throws `not-found`. */
  find: (db: Db, params: Record<string, string>) => Promise<FeedFilter | { movedTo: string }>;
};

const whole: FeedSelection = {
  path: '',
  name: '',
  operations: {
    rss: 'getFeedRss',
    atom: 'getFeedAtom',
    jsonFeed: 'getFeedJsonFeed',
    ninjs: 'getFeedNinjs',
  },
  params: z.strictObject({}),
  find: async () => Promise.resolve({ filter: {}, of: undefined, id: undefined }),
};

function selectionOf<R extends Row>(
  kind: Filter,
  { type, example, operations }: { type: RecordSource<R>; example: string; operations: Operations },
): FeedSelection {
  const place = feedPlaces[kind];
  return {
    path: `/${place}/:${kind}`,
    name: kind,
    operations,
    params: z.strictObject({
      [kind]: z
        .string()
        .min(1)
        .meta({ description: 'Its slug or id.', examples: [example] }),
    }),
    async find(db, params) {
      const asked = params[kind]!;
      const row = await findRecord(db, type, asked);
      if (row && !row.hidden) return { filter: { [kind]: [row.id] }, of: row.name, id: row.id };
      const moved = row ? undefined : await findByFormerName(db, type, asked);
      if (!moved || moved.hidden) throw notFound(kind);
      return { movedTo: `/${place}/${moved.slug}` };
    },
  };
}

const ofSubject: FeedSelection = {
  path: `/${feedPlaces.subject}/:subject`,
  name: 'subject',
  operations: {
    rss: 'getSubjectFeedRss',
    atom: 'getSubjectFeedAtom',
    jsonFeed: 'getSubjectFeedJsonFeed',
    ninjs: 'getSubjectFeedNinjs',
  },
  params: z.strictObject({
    subject: MediaTopic.meta({
      description: 'The code of the subject; those below it are in the feed, too.',
    }),
  }),
  async find(db, params) {
    const code = params['subject']!;
    const row = (await findSubjects(db, [code])).get(code);
    if (row === null) throw notFound('subject');
    return { filter: { subject: [code] }, of: (row && nameIn(row, 'en')) ?? code, id: undefined };
  },
};

const ofLocale: FeedSelection = {
  path: `/${feedPlaces.locale}/:locale`,
  name: 'locale',
  operations: {
    rss: 'getLocaleFeedRss',
    atom: 'getLocaleFeedAtom',
    jsonFeed: 'getLocaleFeedJsonFeed',
    ninjs: 'getLocaleFeedNinjs',
  },
  params: z.strictObject({
    locale: Locale.meta({ description: 'A language that stories are written in.', examples: ['en'] }),
  }),
  find: async (_db, { locale }) =>
    Promise.resolve({ filter: { locale: [locale!] }, of: locale, id: undefined }),
};

export const feedSelections: FeedSelection[] = [
  whole,
  selectionOf('section', {
    type: sectionType,
    example: 'world',
    operations: {
      rss: 'getSectionFeedRss',
      atom: 'getSectionFeedAtom',
      jsonFeed: 'getSectionFeedJsonFeed',
      ninjs: 'getSectionFeedNinjs',
    },
  }),
  selectionOf('topic', {
    type: topicType,
    example: 'nato',
    operations: {
      rss: 'getTopicFeedRss',
      atom: 'getTopicFeedAtom',
      jsonFeed: 'getTopicFeedJsonFeed',
      ninjs: 'getTopicFeedNinjs',
    },
  }),
  selectionOf('agency', {
    type: agencyType,
    example: 'reuters',
    operations: {
      rss: 'getAgencyFeedRss',
      atom: 'getAgencyFeedAtom',
      jsonFeed: 'getAgencyFeedJsonFeed',
      ninjs: 'getAgencyFeedNinjs',
    },
  }),
  selectionOf('byline', {
    type: bylineType,
    example: 'reuters',
    operations: {
      rss: 'getBylineFeedRss',
      atom: 'getBylineFeedAtom',
      jsonFeed: 'getBylineFeedJsonFeed',
      ninjs: 'getBylineFeedNinjs',
    },
  }),
  ofSubject,
  ofLocale,
];
