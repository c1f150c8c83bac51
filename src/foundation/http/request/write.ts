import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor, Database, Work } from '../../database/database.ts';
import { rehearse } from '../../database/rehearse.ts';
import { IfMatch } from './if-match.ts';
import { findStoredAnswer, storeAnswer, type NamedRequest } from '../../idempotency/store.ts';
import { invalidRequest, type Problem } from '../../problem.ts';
import { yesOrNo } from '../../schemas/query.ts';

/**
 * The response of a write, 204 without a body; a repetition with the same Idempotency-Key gets `keep` instead of the body
 * (for secrets).
 */
export type Written<T> = { status?: 200 | 201 | 202; body: T; etag?: string; location?: string; keep?: T };

/** A refusal after which what the verb has recorded stays. */
export type Refused = { refusal: Problem };

type Writer = Actor & { keyId: string };

/** The parameter that every write takes. */
export const writeQuery = {
  dryRun: yesOrNo('`true` checks and answers as if it were done, and does nothing.'),
};

/** The header that every write takes. */
export const IdempotencyKey = z.object({
  'idempotency-key': z
    .string()
    .max(255)
    .optional()
    .meta({
      description:
        'A name of your own for this request, at most 255 characters with its quotes. Repeat the request with it, and it is done once and answered the same, for 24 hours.',
      examples: ['8e03978e-40d5-43dd-bc93-6894a57f9324'],
    }),
});

/** The headers of a change of something that exists. */
export const ChangeHeaders = IfMatch.extend(IdempotencyKey.shape);

/**
 * Runs a write: the verb, its events and its idempotency record are one transaction. A repetition with the same
 * `Idempotency-Key` gets the first response; a concurrent one waits for it in the write queue. With `dryRun=true`
 * everything is checked and rolled back. A problem that the verb throws rolls everything back, one that it gives does
 * not.
 */
export async function write<T>(
  request: FastifyRequest & { actor: Writer; query: { dryRun?: boolean | undefined } },
  reply: FastifyReply,
  database: Database,
  verb: (work: Work) => Promise<Written<T> | Refused>,
): Promise<T> {
  const answer = request.query.dryRun
    ? await rehearse(database, request.actor, verb)
    : await perform(request, database, verb);
  if ('refusal' in answer) throw answer.refusal;
  const { status = 200, body, etag, location } = answer;
  if (etag) reply.header('etag', etag);
  if (location) reply.header('location', location);
  reply.code(body === undefined ? 204 : status);
  return body;
}

async function perform<T>(
  request: FastifyRequest & { actor: Writer },
  database: Database,
  verb: (work: Work) => Promise<Written<T> | Refused>,
): Promise<Written<T> | Refused> {
  const named = nameOf(request);
  return database.transact(request.actor, async (work) => {
    const before = named && ((await findStoredAnswer(work, named)) as Written<T> | undefined);
    if (before) request.server.stats.replays += 1;
    return before ?? answerAndStore(work, named, verb);
  });
}

async function answerAndStore<T>(
  work: Work,
  named: NamedRequest | undefined,
  verb: (work: Work) => Promise<Written<T> | Refused>,
): Promise<Written<T> | Refused> {
  const said = await verb(work);
  // A repetition is refused again, for what holds then.
  if ('refusal' in said) return said;
  const { keep, ...answer } = said;
  if (named)
    await storeAnswer(work, named, { status: 200, ...answer, ...(keep === undefined ? {} : { body: keep }) });
  return answer;
}

// The header may stand in quotes, which count to its length.
function nameOf(request: FastifyRequest & { actor: Writer }): NamedRequest | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  const name = String(header).replace(/^"(.*)"$/, '$1');
  if (!/^[\x21-\x7e]+$/.test(name)) {
    throw invalidRequest([
      { parameter: 'Idempotency-Key', detail: 'Idempotency-Key must be 1 to 255 visible ASCII characters' },
    ]);
  }
  const scope = `${request.actor.keyId} ${request.method} ${request.url.split('?', 1)[0] ?? ''}`;
  const said = JSON.stringify([request.body ?? null, request.query]);
  return { scope, name, fingerprint: createHash('sha256').update(said).digest('hex') };
}
