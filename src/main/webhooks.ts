import { ne } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { system } from '../access/system.ts';
import type { Tools } from '../desk/webhooks/parts.ts';
import { releaseClaims } from '../desk/webhooks/sending/claim.ts';
import { createWebhookJob, type WebhookJob } from '../desk/webhooks/sending/job.ts';
import { webhooks } from '../desk/webhooks/table.ts';
import { type Clock, systemClock } from '../foundation/clock.ts';
import type { Database, Db } from '../foundation/database/database.ts';
import { openOutgoing } from '../foundation/outgoing/open-outgoing.ts';
import { everySecond } from '../foundation/process/every-second.ts';
import { openSecrets } from '../foundation/secrets/secrets.ts';
import type { Site } from '../library/site.ts';
import type { Config } from './settings/config.ts';
import { bodyOf } from './webhook-message.ts';

export type WebhookTools = Tools & { close: () => Promise<void> };

/** What sends to others, and what reads their secrets. */
export function openWebhookTools({
  allowedHosts = [],
  secrets = { key: undefined, file: undefined },
}: Partial<Pick<Config, 'allowedHosts' | 'secrets'>>): WebhookTools {
  const outgoing = openOutgoing({ allowedHosts });
  return { outgoing, secrets: openSecrets(secrets), close: () => outgoing.close() };
}

type Parts = Tools & {
  database: Database;
  clock: Clock;
  site: Site;
  report: (error: unknown) => void;
  warn?: (of: { webhook: string; host: string }, message: string) => void;
  random?: () => number;
};

/** The job that tells webhooks what has changed, one per process. */
export function openWebhookJob({ site, ...parts }: Parts): WebhookJob {
  return createWebhookJob({
    ...parts,
    actor: system,
    bodyOf: (db, webhook, delivery) => bodyOf(db, { webhook, delivery, site }),
  });
}

/** Begins to tell webhooks what has changed; gives a function that ends it, and what is under way. */
export async function startWebhooks(
  { database, site, tools }: { database: Database; site: Site; tools: WebhookTools },
  log: () => FastifyBaseLogger,
): Promise<() => Promise<void>> {
  function report(err: unknown): void {
    log().error({ err }, 'webhooks could not be told; trying again');
  }
  function warn(of: object, message: string): void {
    log().warn(of, message);
  }
  if (!database.locks) await database.transact(system, releaseClaims);
  const job = openWebhookJob({ database, clock: systemClock, site, ...tools, report, warn });
  const stopAsking = await everySecond(job.step, report);
  return async function stop() {
    job.stop();
    await stopAsking();
    await tools.close();
    await job.settled();
  };
}

/** Throws when webhooks were disabled since they failed for too long, and when active ones cannot be told anything. */
export async function checkWebhooks(db: Db, { secrets }: Pick<Tools, 'secrets'>): Promise<void> {
  const rows = await db.select().from(webhooks).where(ne(webhooks.state, 'paused'));
  const failing = rows.filter(({ disabledBecause }) => disabledBecause === 'failing');
  if (failing.length > 0) throw new Error(`disabled after three days without success: ${named(failing)}`);
  const locked = rows.filter(({ state, secret }) => state === 'active' && secrets.open(secret) === undefined);
  if (locked.length > 0) throw new Error(`their secrets cannot be read: ${named(locked)}`);
}

function named(rows: { id: string }[]): string {
  return rows.map(({ id }) => id).join(', ');
}
