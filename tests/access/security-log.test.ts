import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeKey } from '../../src/access/key.ts';
import { issueKey } from '../../src/access/issue-key.ts';
import { revokeKey } from '../../src/access/revoke-key.ts';
import { securityLines } from '../../src/access/security-log.ts';
import { createApp } from '../../src/main/app.ts';
import { openHouse } from '../support/house.ts';
import { settings } from '../support/settings.ts';

const me = '/v1/desk/me';

/** An app that logs, and what it wrote to the security log. */
async function open() {
  const house = await openHouse({ seed: 'none' });
  const lines: string[] = [];
  const app = createApp({
    config: { site: settings.site, mediaDir: dirname(house.file), hsts: false },
    database: house.database,
    clock: house.clock,
    logger: { level: 'warn', stream: { write: (line) => lines.push(line) } },
  });
  function issue(expiresAt?: number) {
    const actor = { name: 'Somebody', kind: 'person' } as const;
    return house.play((work) => issueKey(work, { name: 'A key', role: 'editor', actor, expiresAt }));
  }
  async function send(secret: string, url = me, remoteAddress = '203.0.113.7') {
    return app.inject({ url, remoteAddress, headers: { authorization: `Bearer ${secret}` } });
  }
  function written() {
    return lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'security');
  }
  return { house, app, issue, send, written, lines };
}

describe('the security log', () => {
  it('names refused keys by their public id, with the reason, and never by their secret', async () => {
    const { house, app, issue, send, written, lines } = await open();
    const [revoked, expired] = [await issue(), await issue(house.clock.now() + 1)];
    await house.play((work) => revokeKey(work, revoked.id));
    house.clock.advance(1);
    const unknown = makeKey();
    for (const { secret } of [revoked, expired, unknown]) await send(secret);
    await send('dl_wrong', '/v1/desk/articles?q=secret');
    await app.close();
    const same = { level: 40, event: 'key.refused', address: '203.0.113.7', method: 'GET', path: me };
    expect(written()).toMatchObject([
      { ...same, reason: 'revoked', key: revoked.id, reqId: expect.any(String) },
      { ...same, reason: 'expired', key: expired.id },
      { ...same, reason: 'unknown', key: unknown.id },
      { ...same, reason: 'malformed', path: '/v1/desk/articles' },
    ]);
    for (const { secret } of [revoked, expired, unknown])
      expect(lines.join()).not.toContain(secret.slice(12));
    expect(lines.join()).not.toContain('dl_wrong');
  });

  it('tells what a key was denied', async () => {
    const { app, issue, send, written } = await open();
    const { id, secret } = await issue();
    expect((await send(secret, '/v1/desk/keys')).statusCode).toBe(403);
    await app.close();
    expect(written()).toMatchObject([
      {
        ...{ event: 'act.denied', reason: 'scope', scope: 'keys:manage', path: '/v1/desk/keys' },
        ...{ key: id, actor: expect.stringMatching(/^actor_/) },
      },
    ]);
  });

  it('tells of a key that was denied a story of another section', async () => {
    const { house, app, written } = await open();
    const actor = { name: 'Somebody', kind: 'person' } as const;
    const { id, secret } = await house.play((work) =>
      issueKey(work, { name: 'A key', role: 'editor', actor, sections: ['section_of_sport'] }),
    );
    const headers = { authorization: `Bearer ${secret}` };
    const payload = { headline: 'A story' };
    const answer = await app.inject({ method: 'POST', url: '/v1/desk/articles', headers, payload });
    await app.close();
    expect(answer.statusCode).toBe(403);
    expect(written()).toMatchObject([{ event: 'act.denied', reason: 'sections', key: id }]);
  });

  it('tells of a service that was refused what only people may do', async () => {
    const { house, app, written } = await open();
    const actor = { name: 'Wire', kind: 'service' } as const;
    const { id, secret } = await house.play((work) =>
      issueKey(work, { name: 'A key', role: 'editor', actor }),
    );
    const headers = { authorization: `Bearer ${secret}` };
    const created = await app.inject({
      ...{ method: 'POST', url: '/v1/desk/articles', headers },
      payload: { headline: 'A story' },
    });
    const { id: story, etag } = created.json<{ id: string; etag: string }>();
    const url = `/v1/desk/articles/${story}`;
    const submitted = await app.inject({
      method: 'POST',
      url: `${url}/submit`,
      headers: { ...headers, 'if-match': etag },
    });
    const match = { ...headers, 'if-match': submitted.json<{ etag: string }>().etag };
    const answer = await app.inject({ method: 'POST', url: `${url}/approve`, headers: match });
    await app.close();
    expect(answer.json()).toMatchObject({ status: 409, limit: 'persons' });
    expect(written()).toMatchObject([{ event: 'act.denied', reason: 'service', key: id }]);
  });

  it('tells of a service that was refused to lengthen its own key', async () => {
    const { house, app, written } = await open();
    const actor = { name: 'Wire', kind: 'service' } as const;
    const expiresAt = Date.parse('2026-12-01T00:00:00Z');
    const { id, secret } = await house.play((work) =>
      issueKey(work, { name: 'A key', role: 'admin', actor, expiresAt }),
    );
    const type = 'application/merge-patch+json';
    await app.inject({
      ...{ method: 'PATCH', url: `/v1/desk/keys/${id}`, payload: '{"expiresAt":null}' },
      headers: { authorization: `Bearer ${secret}`, 'if-match': '"r1"', 'content-type': type },
    });
    await app.close();
    expect(written()).toMatchObject([{ event: 'act.denied', reason: 'expiry', key: id }]);
  });

  it('is silent about right keys, and about requests without one', async () => {
    const { app, issue, send, written } = await open();
    await send((await issue()).secret);
    await app.inject(me);
    await app.close();
    expect(written()).toEqual([]);
  });

  it('is bounded for one address and for all, says what it left out, and stores nothing', async () => {
    const { house, app, send, written } = await open();
    house.queries.length = 0;
    for (let n = 0; n < 50; n += 1) await send('dl_wrong');
    expect(written()).toHaveLength(securityLines.count);
    for (let n = 0; n < securityLines.all; n += 1) await send('dl_wrong', me, `198.51.${n >> 8}.${n & 255}`);
    expect(written()).toHaveLength(securityLines.all);
    house.clock.advance(securityLines.spanMs);
    await send('dl_wrong');
    await app.close();
    const leftOut = 50 - securityLines.count;
    expect(written()[securityLines.count]).toMatchObject({ leftOut });
    expect(written().at(-1)).toMatchObject({ leftOut: securityLines.count });
    expect(house.queries).toEqual([]);
  });
});
