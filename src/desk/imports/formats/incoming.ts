/** The common result of all import formats. */
import type { ArticleIn } from '../../stories/schema.ts';
import type { Fault } from '../../../foundation/problem.ts';
import type { relations } from '../../../edition/articles/content.ts';

export type ExternalId = { scheme: string; value: string };

/** A record as the source names it; `literal` may be an id or slug of this server. */
export type SourceName = {
  name?: string | undefined;
  literal?: string | undefined;
  url?: string | undefined;
};

export type Relation = (typeof relations)[number] | 'translationOf';

/** A picture that goes with the story. Nothing is fetched: it is shown when it is here already. */
export type IncomingPicture = {
  uri?: string | undefined;
  /** Ids that it may have here. */
  media: string[];
  caption?: string | undefined;
  altText?: string | undefined;
  lead: boolean;
  /** It is in the body, too. */
  inText: boolean;
};

/** A story as its source sent it: its words are checked, what it names is not looked up yet. */
export type IncomingStory = {
  name: ExternalId;
  otherNames: ExternalId[];
  /** The version of the source, or its time. */
  sourceVersion?: number | undefined;
  /** When this version was made (UTC milliseconds). */
  madeAt?: number | undefined;
  publishedAt?: number | undefined;
  status: 'usable' | 'withheld' | 'canceled';
  /** Whether the source sent only an excerpt. */
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

/** An item of a document, with what the document says of all its items. */
export type Item = { value: unknown; inherited?: unknown };

/** An import format. Both functions are pure and throw for no input. */
export type Format = {
  /** The items of a document: itself, or those that it lists. */
  itemsIn: (document: unknown) => Item[];
  read: (item: Item, context: { now: number }) => ReadItem;
};
