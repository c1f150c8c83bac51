import { integer, json, table, text } from '../../foundation/database/columns.ts';
import { recordColumns } from './record-columns.ts';
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

/** Where an agency says how it works, by the names of IPTC's trust indicators. */
export const policyNames = [
  'ethics',
  'corrections',
  'editorial',
  'unnamedSources',
  'factChecking',
  'ownership',
  'diversity',
  'feedback',
] as const;
export type Policies = { [K in (typeof policyNames)[number]]?: string | undefined };

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
