import type { App } from '../request/app.ts';

/** The path under which readers reach this server, `/` or without a slash at the end. */
export function publicPathOf(publicUrl: string): string {
  return new URL(publicUrl).pathname;
}

/**
 * Puts the path of `PUBLIC_URL` before the paths in `Location` and `Link`: the proxy in front takes it away from
 * requests, so routes do not know it.
 */
export function addPublicPath(app: App, publicUrl: string): void {
  const base = publicPathOf(publicUrl);
  if (base === '/') return;
  app.addHook('onSend', (_request, reply, _payload, done) => {
    const [location, link] = [reply.getHeader('location'), reply.getHeader('link')];
    if (typeof location === 'string' && location.startsWith('/')) reply.header('location', base + location);
    if (typeof link === 'string') reply.header('link', link.replaceAll('</', `<${base}/`));
    done();
  });
}
