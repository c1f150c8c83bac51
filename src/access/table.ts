import { flag, integer, json, table, text } from '../foundation/database/columns.ts';
import { roles, type Scope } from './scopes.ts';

/** Actors of events. Keys belong to actors; the system is one, too. */
export const actors = table('actors', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  kind: text('kind', { enum: ['person', 'service', 'system'] }).notNull(),
  createdAt: integer('created_at').notNull(),
  revision: integer('revision').notNull().default(1),
  /** Set while none of the actor's keys works. */
  disabledAt: integer('disabled_at'),
});
export type ActorRow = typeof actors.$inferSelect;

/** API keys for the desk. Only the hash of a key is stored. */
export const apiKeys = table('api_keys', {
  /** The public part of the key. */
  id: text('id').primaryKey(),
  actorId: text('actor_id').notNull(),
  name: text('name').notNull(),
  role: text('role', { enum: roles }).notNull(),
  sha256: text('sha256').notNull(),
  revision: integer('revision').notNull(),
  createdAt: integer('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  expiresAt: integer('expires_at'),
  revokedAt: integer('revoked_at'),
  lastUsedAt: integer('last_used_at'),
  /** The scopes to which the key is narrowed; null for all of its role. */
  scopes: json<Scope[]>('scopes'),
  /** The ids of the sections to which the key is narrowed; null for all. */
  sections: json<string[]>('sections'),
  /** Whether the key may renew itself. */
  renewable: flag('renewable').notNull().default(true),
  /** The key into which this one was renewed. */
  renewedBy: text('renewed_by'),
});
export type KeyRow = typeof apiKeys.$inferSelect;
