import type { FastifyRequest, RouteOptions } from 'fastify';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { type Fault, invalidRequest, Problem, unknownReference } from '../../foundation/problem.ts';
import { findUnknown } from './find-unknown.ts';

type Parts = { database: Database; defaultLocale: string };

/**
 * From now on, routes that need a key name unknown references together with all other faults of a body. Bodies are
 * validated before anything is looked up, so whoever sends a fault would learn of the references only the next time.
 */
export function nameAllFaults(app: App, parts: Parts): void {
  // Fastify awaits what it returns; its types do not say so.
  function addUnknown(error: unknown, request: FastifyRequest): unknown {
    return withUnknown(error as Refused, request, parts).then((whole) => {
      throw whole;
    });
  }
  app.addHook('onRoute', (route: RouteOptions) => {
    if (route.config?.access !== 'public' && writing.has(String(route.method)))
      route.errorHandler = addUnknown;
  });
}

const writing = new Set(['POST', 'PUT', 'PATCH']);

async function withUnknown(
  error: Refused,
  { body, actor: caller, url }: FastifyRequest,
  { database, defaultLocale: locale }: Parts,
): Promise<unknown> {
  const remake = error instanceof Problem ? remade[error.problem] : undefined;
  if (remake === undefined) return error;
  const { faults, validationContext } = error;
  const [, , , resource = ''] = url.split('/');
  const unknown = await database.read((db) => findUnknown(db, body, { caller, locale, resource }));
  const added = unknown.filter(({ pointer }) => !faults.some((fault) => fault.pointer === pointer));
  return added.length === 0 ? error : Object.assign(remake([...faults, ...added]), { validationContext });
}

/** `validationContext` is the part of the request that Fastify refused. */
type Refused = Problem & { validationContext?: string };

const remade: Partial<Record<Problem['problem'], (faults: Fault[]) => Problem>> = {
  'invalid-request': invalidRequest,
  'unknown-reference': unknownReference,
};
