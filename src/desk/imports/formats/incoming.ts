/** What every format of import gives: stories in our terms, whatever their source calls things. */
import type { ArticleIn } from '../../stories/schema.ts';
import type { Fault } from '../../../foundation/problem.ts';
import type { relations } from '../../../edition/articles/content.ts';

export type ExternalId = { scheme: string; value: string };

/** A record as the source names it; `literal` is an id or a slug, where the source uses ours. */
export type SourceName = {
  name?: string | undefined;
  literal?: string | undefined;
  url?: string | undefined;
};

export type Relation = (typeof relations)[number] | 'translationOf';

/** A picture that goes with the story. Nothing is fetched: it is shown when it is here already. */
export type IncomingPicture = {
  uri?: string | undefined;
  /** Ids of ours that it may go by. */
  media: string[];
  caption?: string | undefined;
  altText?: string | undefined;
  lead: boolean;
  /** It stands in the text, which says where. */
  inText: boolean;
};

/** A story as its source sent it: its words are checked, what it names is not looked up yet. */
export type IncomingStory = {
  name: ExternalId;
  otherNames: ExternalId[];
  /** How far its source has come with it. */
  sourceVersion?: number | undefined;
  /** When this version was made (UTC milliseconds). */
  madeAt?: number | undefined;
  publishedAt?: number | undefined;
  status: 'usable' | 'withheld' | 'canceled';
  /** It is an excerpt, and says so. */
  isPartial: boolean;
  story: ArticleIn;
  agency?: SourceName | undefined;
  /** Beside each attribution of `story`: the agencies that it may mean. */
  attributed: { agency?: SourceName | undefined; via?: SourceName | undefined }[];
  section?: SourceName | undefined;
  topics: (SourceName & { mayBeNew: boolean })[];
  pictures: IncomingPicture[];
  related: { relation: Relation; uri: string; headline?: string | undefined }[];
  /** Where in the item a field of ours comes from, as a JSON pointer. */
  placeOf: (pointer: string) => string;
};

/** What was read of one item: a story, or all that is wrong with it. */
export type ReadItem = {
  /** The format and its version, and whether that is a guess. */
  read?: string | undefined;
  uri?: string | undefined;
  headline?: string | undefined;
  notes: string[];
} & ({ incoming: IncomingStory } | { faults: Fault[] });

/** Where an item lies: what a document holds, and what the document says of all of it. */
export type Item = { value: unknown; inherited?: unknown };

/** A format of import. Both functions are pure, and throw for nothing that anybody may send. */
export type Format = {
  /** The items of a document: itself, or those that it lists. */
  itemsIn: (document: unknown) => Item[];
  read: (item: Item, context: { now: number }) => ReadItem;
};
