import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../problem.ts';
import { withoutSlash } from '../request/address.ts';
import type { App } from '../request/app.ts';
import { acceptPatch } from '../request/media-types.ts';
import { isKnownMethod, isServed, usualMethods } from '../request/methods.ts';
import { leadsNowhere, nothingHere, unknownMethod } from './refusals.ts';

/**
 * For each known path, OPTIONS gets `Allow`, and every other method that is not served 405 with `Allow`
 * (RFC 9110 §15.5.6), before any body is read; a method that no path serves gets 501 everywhere. Call it last: its hook
 * is the last one, so that 404, 405, 501 and redirects are sent only after the check of the key.
 */
export function methodNotAllowed(app: App): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { method } = request;
    if (!isKnownMethod(method)) return done(unknownMethod(method));
    const { '*': _rest, ...named } = request.params as Record<string, string>;
    const isNowhere = leadsNowhere(request) || Object.values(named).includes('');
    if (!isNowhere) return isServed(request.raw) ? done() : tellMethods(request, reply, done);
    const shorter = usualMethods.includes(method) ? withoutSlash(request.url) : undefined;
    if (shorter === undefined) return done(nothingHere(request));
    void reply.redirect(shorter, method === 'GET' || method === 'HEAD' ? 301 : 308);
  });
}

function tellMethods(request: FastifyRequest, reply: FastifyReply, done: (error: Problem) => void): void {
  const { routes } = request.server.findPath(request.url)!;
  const served = usualMethods.filter((method) => routes.has(method));
  const allow = [...served, 'OPTIONS'].sort().join(', ');
  if (request.method !== 'OPTIONS')
    return done(new Problem('method-not-allowed', `This address knows ${allow}.`, { headers: { allow } }));
  if (served.includes('PATCH')) void reply.header('accept-patch', acceptPatch);
  void reply.code(204).headers({ allow, 'cache-control': 'no-store' }).send();
}
