/** The common result of all import formats. */
import type { ExternalId } from '../../stories/external-id.ts';
import type { ArticleIn } from '../../stories/schema.ts';
import type { Fault } from '../../../foundation/problem.ts';
import type { bylineRoles, relations } from '../../../edition/articles/content.ts';
import type { Note } from '../../../library/notes.ts';

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

/** What is said of a picture beside its caption and alt text: its credit, its rights … */
export type PictureWords = { label: string; value: string };

/** Somebody who signs a story, where its source names each. */
export type IncomingCredit = SourceName & { role: (typeof bylineRoles)[number]; place?: string | undefined };

/** A story from a source: validated, its references not resolved yet. */
export type IncomingStory = {
  name: ExternalId;
  otherNames: ExternalId[];
  /** The version of the source, or its time. */
  sourceVersion?: number | undefined;
  /** When this version was made (UTC milliseconds). */
  madeAt?: number | undefined;
  publishedAt?: number | undefined;
  /** Its source gives a time without an offset: it is not published by itself. */
  isUndated?: boolean | undefined;
  status: 'usable' | 'withheld' | 'canceled';
  /** Whether the source sent only an excerpt. */
  isPartial: boolean;
  story: ArticleIn;
  agency?: SourceName | undefined;
  /** For each attribution of `story`: the agencies that it may mean; `isAgency`: that it means. */
  attributed: { agency?: SourceName | undefined; via?: SourceName | undefined; isAgency?: true }[];
  /** The section; a service of Superdesk only names one that is here. */
  section?: (SourceName & { mayBeNew?: false }) | undefined;
  /** The section that it is in, where it is new. */
  parentSection?: SourceName | undefined;
  topics: (SourceName & { mayBeNew: boolean })[];
  /** Absent where the source has only a printed line. */
  credits?: IncomingCredit[] | undefined;
  /** Codes of IPTC's Subject Codes, the vocabulary before the Media Topics. */
  formerSubjects: { code: string; name?: string | undefined }[];
  pictures: IncomingPicture[];
  /** For each picture. */
  pictureWords: PictureWords[][];
  /** `isLink`: it is an address elsewhere, and no story that may be here. */
  related: { relation: Relation; uri: string; headline?: string | undefined; isLink?: true | undefined }[];
  /** The place of each field in the item as it was sent, as a JSON Pointer. */
  placeOf: (pointer: string) => string;
};

/** The result of reading one item: a story, or all its faults. */
export type ReadItem = {
  /** The format and its version, and whether that is a guess. */
  read?: string | undefined;
  uri?: string | undefined;
  headline?: string | undefined;
  notes: Note[];
} & ({ incoming: IncomingStory } | { faults: Fault[]; unread?: UnreadItem });

/** An item that cannot be read as a story, though its name can: as it came. */
export type UnreadItem = { name: ExternalId; headline: string; item: unknown };

/** An item of a document, with what the document says of all its items. */
export type Item = {
  value: unknown;
  inherited?: unknown;
  /** What the document says of itself, and no story keeps. */
  leftOut?: string[];
};

/** An import format. Both functions are pure and throw for no input. */
export type Format = {
  /** The items of a document: itself, or those that it lists. */
  itemsIn: (document: unknown) => Item[];
  read: (item: Item, context: { now: number }) => ReadItem;
};
