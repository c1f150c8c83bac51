import { json, table, text } from '../../foundation/database/columns.ts';
import { recordColumns } from './record-columns.ts';

export const bylineKinds = ['person', 'desk'] as const;
export const contactKinds = ['email', 'phone', 'url', 'mastodon', 'bluesky', 'x'] as const;
export type Contact = { kind: (typeof contactKinds)[number]; value: string };

/** People and desks that credit lines name; they need no login. */
export const bylines = table('bylines', {
  ...recordColumns(),
  kind: text('kind', { enum: bylineKinds }).notNull(),
  jobTitle: text('job_title'),
  bio: text('bio'),
  agencyId: text('agency_id'),
  portraitId: text('portrait_id'),
  contacts: json<Contact[]>('contacts'),
  languages: json<string[]>('languages'),
});
export type BylineRow = typeof bylines.$inferSelect;
