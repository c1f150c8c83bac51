import { randomInt } from 'node:crypto';
import type { Clock } from '../../../foundation/clock.ts';
import type { Actor, Database, Db } from '../../../foundation/database/database.ts';
import type { Outcome } from '../../../foundation/outgoing/open-outgoing.ts';
import type { Tools } from '../parts.ts';
import type { DeliveryRow, WebhookRow } from '../table.ts';
import { type Claimed, claimDue, findDue } from './claim.ts';
import { type Ended, noteOutcome } from './note.ts';
import { findBehind, planDeliveries } from './plan.ts';
import { signedHeaders } from './sign.ts';

/** How often a commit is looked for. */
const everyMs = 200;
/** So often it is looked without one, for what has fallen due. */
const dueEveryMs = 1_000;

/** From 0 to 1. */
function evenly(): number {
  return randomInt(1_000_001) / 1_000_000;
}

type Parts = Tools & {
  database: Database;
  clock: Clock;
  actor: Actor;
  /** The text of a delivery; undefined where what it tells of is no longer kept. */
  bodyOf: (db: Db, webhook: WebhookRow, delivery: DeliveryRow) => Promise<string | undefined>;
  report: (error: unknown) => void;
  /** Told when a webhook begins to fail, and when it is disabled. */
  warn?: ((of: { webhook: string; host: string }, message: string) => void) | undefined;
  random?: () => number;
};

export type WebhookJob = ReturnType<typeof createWebhookJob>;

/**
 * Tells webhooks what has changed, at least once each. What is under way is claimed in the database, so that one server
 * sends it; one that dies before it has noted what came of it has it sent again, with the same id.
 */
export function createWebhookJob(parts: Parts) {
  const { database, clock, actor, outgoing, secrets, bodyOf, report, warn, random = evenly } = parts;
  const underWay = new Set<Promise<unknown>>();
  let version = NaN;
  let lookedAt = -Infinity;
  let [isStopped, isBehind] = [false, false];
  let running: Promise<boolean> | undefined;
  let following: Promise<boolean> | undefined;

  /** Looks when something was committed or may have fallen due; gives in how many milliseconds to come again. */
  async function step(): Promise<number> {
    const present = database.version();
    if (!isBehind && present === version && performance.now() - lookedAt < dueEveryMs) return everyMs;
    await turn();
    [version, lookedAt] = [present, performance.now()];
    return isBehind ? 0 : everyMs;
  }

  /** Plans and begins to send all that may be sent now. */
  async function look(): Promise<void> {
    while (await turn());
  }

  /** One at a time: who asks meanwhile shares the turn that follows. Gives whether there is more to plan. */
  function turn(): Promise<boolean> {
    if (!running) return (running = takeTurn().finally(() => (running = undefined)));
    return (following ??= running
      .catch(() => false)
      .then(() => {
        following = undefined;
        return turn();
      }));
  }

  /** Plans no more than a part, so that nobody who is far behind keeps the messages of others waiting. */
  async function takeTurn(): Promise<boolean> {
    if (isStopped) return false;
    isBehind =
      (await database.read(findBehind)).length > 0 && (await database.transact(actor, planDeliveries));
    const due = await database.read((db) => findDue(db, clock.now(), canSign));
    const claimed = due.length > 0 ? await database.transact(actor, (work) => claimDue(work, canSign)) : [];
    for (const one of claimed) begin(one);
    return isBehind;
  }

  function canSign({ secret }: WebhookRow): boolean {
    return secrets.open(secret) !== undefined;
  }

  function begin(claimed: Claimed): void {
    const sending: Promise<unknown> = deliver(claimed)
      .then(turn)
      .catch(report)
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
  }

  async function deliver({ webhook, delivery }: Claimed): Promise<void> {
    const outcome = await send(webhook, delivery);
    // What the stop has cut off is sent again after the next start.
    if (isStopped && !('status' in outcome)) return;
    const news = await database.transact(actor, (work) => noteOutcome(work, delivery, outcome, random()));
    if (news !== undefined) warn?.({ webhook: webhook.id, host: new URL(webhook.url).host }, news);
  }

  async function send(webhook: WebhookRow, delivery: DeliveryRow): Promise<Outcome | Ended> {
    const { id } = delivery;
    const at = clock.now();
    const former = (webhook.formerUntil ?? 0) > at ? webhook.formerSecret : null;
    const signing = [webhook.secret, former].flatMap((one) =>
      one === null ? [] : (secrets.open(one) ?? []),
    );
    const body = await database.read((db) => bodyOf(db, webhook, delivery));
    if (body === undefined) return { ended: 'What it tells of is no longer kept.' };
    const headers = {
      ...{ 'content-type': 'application/json', 'user-agent': 'Dateline' },
      ...signedHeaders({ id, at, body }, signing),
    };
    return outgoing.send({ url: webhook.url, headers, body });
  }

  return {
    step,
    look,
    /** Resolves when nothing is under way. */
    async settled(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    /** Begins nothing more, and notes nothing more. */
    stop(): void {
      isStopped = true;
    },
  };
}
