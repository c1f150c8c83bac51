/** The common result of all import formats. */
import type { ExternalId } from '../../stories/external-id.ts';
import type { ArticleIn } from '../../stories/schema.ts';
import type { Fault } from '../../../foundation/problem.ts';
import type { Note } from '../../../library/notes.ts';
import type { relations } from '../../../edition/articles/content.ts';

/** A record as the source names it; `literal` may be an id or slug of this server. */
export type SourceName = {
  name?: string | undefined;
  literal?: string | undefined;
  url?: string | undefined;
};

export type Relation = (typeof relations)[number] | 'translationOf';

/** A picture of the story. Nothing is downloaded: it is used if it exists here. */
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

/** A story from a source: validated, its references not resolved yet. */
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
  /** For each attribution of `story`: the agencies that it may mean. */
  attributed: { agency?: SourceName | undefined; via?: SourceName | undefined }[];
  section?: SourceName | undefined;
  topics: (SourceName & { mayBeNew: boolean })[];
  /** Codes of IPTC's Subject Codes, the vocabulary before the Media Topics. */
  formerSubjects: { code: string; name?: string | undefined }[];
  pictures: IncomingPicture[];
  related: { relation: Relation; uri: string; headline?: string | undefined }[];
  /** The source of each field in the item, as a JSON Pointer. */
  placeOf: (pointer: string) => string;
};

/** The result of reading one item: a story, or all its faults. */
export type ReadItem = {
  /** The format and its version, and whether that is a guess. */
  read?: string | undefined;
  uri?: string | undefined;
  headline?: string | undefined;
  notes: Note[];
} & ({ incoming: IncomingStory } | { faults: Fault[] });

/** An item of a document, with what the document says of all its items. */
export type Item = { value: unknown; inherited?: unknown };

/** An import format. Both functions are pure and throw for no input. */
export type Format = {
  /** The items of a document: itself, or those that it lists. */
  itemsIn: (document: unknown) => Item[];
  read: (item: Item, context: { now: number }) => ReadItem;
};
