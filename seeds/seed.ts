import type { z } from 'zod';
import type { Role } from '../src/access/scopes.ts';
import type { ArticleIn, ChangeIn } from '../src/desk/stories/schema.ts';
import type { AgencyIn } from '../src/library/agencies/schema.ts';
import type { AlertIn } from '../src/library/alerts/schema.ts';
import type { BylineIn } from '../src/library/bylines/schema.ts';
import type { CaptionIn, MediaIn } from '../src/library/pictures/records/input.ts';
import type { SectionIn } from '../src/library/sections/schema.ts';
import type { TopicIn } from '../src/library/topics/schema.ts';

/** What an empty newsroom starts with. Everything comes in an order in which what is named is there already. */
export type Seed = {
  media: SeedPicture[];
  agencies: Identified<typeof AgencyIn>[];
  bylines: Identified<typeof BylineIn>[];
  sections: Identified<typeof SectionIn>[];
  topics: Identified<typeof TopicIn>[];
  articles: SeedStory[];
  sent: SentVersion[];
  keys: SeedKey[];
  alerts: Identified<typeof AlertIn>[];
  webhooks: SeedWebhook[];
};

/** A picture, and the folder below `seeds/media` that holds its files. */
export type SeedPicture = {
  id: string;
  folder: string;
  fields: z.input<typeof MediaIn>;
  captions: Record<string, z.input<typeof CaptionIn>>;
  then?: { withdraw: { reason: string; notice: string } } | { fail: string };
};

/** A story as it was first published, where it was, and what became of it. */
export type SeedStory = {
  id: string;
  publishedAt?: string;
  input: z.input<typeof ArticleIn>;
  then?: (LaterStep | DeskStep)[];
};

/** What was done later, and when. */
type LaterStep = { at: string } & (
  | { save: z.input<typeof ArticleIn>; publish: { change: z.input<typeof ChangeIn>; correction?: string } }
  | { withdraw: { reason: string; notice: string } }
);

/** What was done at the desk, at the moment of the seed. */
export type DeskStep =
  | { submit: true }
  | { schedule: string }
  | { embargo: string }
  | { expire: { at: string; reason: string } }
  | { proposeKill: { reason: string; notice: string } }
  | { preview: { id: string; token?: string } }
  | { delete: true };

/** A version of a story as a source sent it. One that was sent before with other words waits for the desk. */
export type SentVersion = {
  /** The id of its record. */
  id: string;
  scheme: string;
  value: string;
  sourceVersion: number;
  input: z.input<typeof ArticleIn>;
};

/** A key whose secret nobody knows, with its holder: to look at and to try revoking on. */
export type SeedKey = {
  id: string;
  name: string;
  role: Role;
  actor: { id: string; name: string; kind: 'person' };
};

/** A webhook that is paused, whose secret nobody knows. */
export type SeedWebhook = { id: string; url: string };

type Identified<In extends z.ZodType> = { id: string } & z.input<In>;
