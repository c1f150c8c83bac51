import { sql } from 'drizzle-orm';
import { flag, integer, json, table, text } from '../../foundation/database/columns.ts';

/** Who is told of changes, and of which. */
export const webhooks = table('webhooks', {
  id: text('id').primaryKey(),
  url: text('url').notNull(),
  /** Public changes, or events of the desk. */
  source: text('source', { enum: ['changes', 'events'] }).notNull(),
  body: text('body', { enum: ['thin', 'full'] }).notNull(),
  /** What it is narrowed to: kinds of things, ids of sections and agencies, languages; null for all. */
  kinds: json<string[]>('kinds'),
  sections: json<string[]>('sections'),
  agencies: json<string[]>('agencies'),
  locales: json<string[]>('locales'),
  /** Whether it is told only of what matters to readers. */
  material: flag('material').notNull(),
  state: text('state', { enum: ['active', 'paused', 'disabled'] }).notNull(),
  disabledBecause: text('disabled_because', { enum: ['gone', 'failing'] }),
  /** Encrypted; the former one signs as well until its time. */
  secret: text('secret').notNull(),
  formerSecret: text('former_secret'),
  formerUntil: integer('former_until'),
  /** Up to where the log, or the events, were read for it; `placeAt` is the time of that change. */
  placeSeq: integer('place_seq').notNull(),
  placeAt: integer('place_at').notNull(),
  /** Since when no try has succeeded. */
  failingSince: integer('failing_since'),
  revision: integer('revision').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});
export type WebhookRow = typeof webhooks.$inferSelect;

/** What a webhook is told, and what came of it. */
export const webhookDeliveries = table('webhook_deliveries', {
  /** The `webhook-id`, the same for all tries. */
  id: text('id').primaryKey(),
  webhookId: text('webhook_id').notNull(),
  kind: text('kind', { enum: ['change', 'event', 'ping', 'reset'] }).notNull(),
  /** The number of the change or event. */
  seq: integer('seq').notNull(),
  /** The id of what has changed: of one thing, one is sent after the other. */
  subject: text('subject').notNull(),
  state: text('state', { enum: ['waiting', 'delivered', 'failed'] }).notNull(),
  /** When it is tried next, while it waits. */
  dueAt: integer('due_at'),
  /** A server sends it until then; if that one dies, another does so afterwards. */
  claimedUntil: integer('claimed_until'),
  attempts: integer('attempts').notNull(),
  /** Since when no try of it has succeeded. */
  failingSince: integer('failing_since'),
  /** Of the last try: when, the status, how long it took, the start of the answer, or why there was none. */
  attemptedAt: integer('attempted_at'),
  status: integer('status'),
  durationMs: integer('duration_ms'),
  answer: text('answer'),
  error: text('error'),
  createdAt: integer('created_at').notNull(),
});
export type DeliveryRow = typeof webhookDeliveries.$inferSelect;

// Not as parameters, so that the partial indexes serve.
export const isWaiting = sql`${webhookDeliveries.state} = 'waiting'`;
export const isOver = sql`${webhookDeliveries.state} <> 'waiting'`;
