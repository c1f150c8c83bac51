import { integer, json, table, text } from '../../foundation/database/columns.ts';
import { recordColumns } from './record-columns.ts';
import type { Policies } from '../policies.ts';
import type { Rights } from '../rights.ts';

export const agencyKinds = [
  'wire',
  'broadcaster',
  'newspaper',
  'freelance',
  'stock',
  'handout',
  'other',
] as const;

export type Owner = { name: string; basedIn?: string | undefined };

export const agencies = table('agencies', {
  ...recordColumns(),
  kind: text('kind', { enum: agencyKinds }).notNull(),
  profile: text('profile'),
  founded: integer('founded'),
  owner: json<Owner>('owner'),
  url: text('url'),
  logoId: text('logo_id'),
  creditLine: text('credit_line'),
  rights: json<Rights>('rights'),
  policies: json<Policies>('policies'),
});
export type AgencyRow = typeof agencies.$inferSelect;
