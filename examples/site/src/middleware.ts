import { createHash } from 'node:crypto';
import { defineMiddleware } from 'astro:middleware';
import { askDateline, datelineUrl, PageError } from './dateline.ts';

/** Gives each page its way to Dateline, and its answer the headers that follow from what was read for it. */
export const onRequest = defineMiddleware(async (context, next) => {
  const dateline = askDateline();
  context.locals.dateline = dateline;
  const answer = await next().catch((error: unknown) => {
    if (!(error instanceof PageError)) throw error;
    context.locals.failure = error;
    return context.rewrite(isTrouble(error) ? '/500' : '/404');
  });
  if (!answer.headers.get('content-type')?.startsWith('text/html')) return answer;

  const page = await answer.text();
  const { headers } = answer;
  const status = statusOf(context.locals.failure) ?? answer.status;
  for (const [name, value] of Object.entries(security)) if (!headers.has(name)) headers.set(name, value);
  if (status !== 200) headers.set('cache-control', 'no-store');
  if (headers.has('cache-control')) return new Response(page, { status, headers });
  headers.set('cache-control', shortestOf(dateline.answers));
  headers.set('surrogate-key', keysOf(dateline.answers));
  const etag = `W/"${createHash('sha256').update(page).digest('base64url').slice(0, 22)}"`;
  headers.set('etag', etag);
  const known = context.request.headers.get('if-none-match')?.split(/\s*,\s*/) ?? [];
  return known.includes(etag)
    ? new Response(null, { status: 304, headers })
    : new Response(page, { headers });
});

/** Whether the fault is not in the address that was asked for. */
function isTrouble({ status }: PageError): boolean {
  return status === 429 || status >= 500;
}

/** 410 for a story that was taken back, 404 for a wrong address, 503 where Dateline does not answer. */
function statusOf(problem: PageError | undefined): number | undefined {
  if (problem === undefined) return undefined;
  if (isTrouble(problem)) return problem.status === 429 ? 429 : 503;
  return problem.status === 410 ? 410 : 404;
}

/** `Cache-Control` of a page: of each directive the shortest time among the answers that it was made from. */
function shortestOf(answers: Headers[]): string {
  const given = answers.map((headers) => headers.get('cache-control') ?? '');
  if (given.length === 0 || given.some((value) => /no-store|private/.test(value))) return 'no-store';
  const times = ['max-age', 's-maxage', 'stale-while-revalidate'].flatMap((name) => {
    const seconds = given.map((value) =>
      Number(new RegExp(`(?:^|[ ,])${name}=(\\d+)`).exec(value)?.[1] ?? 0),
    );
    return [`${name}=${Math.min(...seconds)}`];
  });
  return ['public', ...times].join(', ');
}

/** What a CDN purges the page by: the keys of all answers, or `many`, which every change of Dateline names. */
function keysOf(answers: Headers[]): string {
  const keys = [
    ...new Set(answers.flatMap((headers) => (headers.get('surrogate-key') ?? '').split(' '))),
  ].join(' ');
  return keys.length > 2000 ? 'many' : keys.trim();
}

/** No scripts; pictures come from Dateline. */
const security = {
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' ${new URL(datelineUrl).origin}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
};
