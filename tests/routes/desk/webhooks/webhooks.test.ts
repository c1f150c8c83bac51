import { describe, expect, it } from 'vitest';
import { deskOf } from '../../../support/desk.ts';
import { givenAgency, givenSection } from '../../../support/given.ts';
import { openWithReceiver } from '../../../support/webhooks.ts';

describe('/v1/desk/webhooks', () => {
  it('adds, lists, changes and deletes a webhook, and shows its secret once', async () => {
    const { house, desk, url, add, hooks } = await openWithReceiver();
    const section = await givenSection(house, { name: 'World' });
    const agency = await givenAgency(house);
    const { id, secret } = await add({
      ...{ kinds: ['article'], sections: ['world'], agencies: [agency], locales: ['en'] },
      ...{ material: true, body: 'full' },
    });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const shown = await hooks.get(id);
    expect(shown).toMatchObject({
      ...{ id, url, source: 'changes', body: 'full', state: 'active', material: true, waiting: 0 },
      ...{ kinds: ['article'], sections: [section], agencies: [agency], locales: ['en'], needsSecret: false },
    });
    expect((await desk.send('GET', '/webhooks')).json()).toMatchObject({ data: [shown] });
    expect(JSON.stringify(shown)).not.toContain('secret"');
    const patched = await desk.send('PATCH', `/webhooks/${id}`, {
      etag: shown.etag,
      body: { state: 'paused', sections: [], material: false },
    });
    expect(patched.json()).toMatchObject({ state: 'paused', material: false, revision: 2 });
    expect(patched.json()).not.toHaveProperty('sections');
    expect(
      (await desk.send('DELETE', `/webhooks/${id}`, { etag: patched.json<{ etag: string }>().etag }))
        .statusCode,
    ).toBe(204);
    expect((await desk.send('GET', `/webhooks/${id}`)).statusCode).toBe(404);
    const { data } = (await desk.send('GET', '/events?limit=3')).json<{ data: { action: string }[] }>();
    expect(data.map(({ action }) => action)).toEqual([
      'webhook.deleted',
      'webhook.changed',
      'webhook.created',
    ]);
  });

  it('does not show a secret again to a repeated request, nor make one in a dry run', async () => {
    const { desk, url } = await openWithReceiver();
    const sent = { body: { url }, headers: { 'idempotency-key': 'once' } };
    const first = (await desk.send('POST', '/webhooks', sent)).json<{ id: string; secret?: string }>();
    const again = (await desk.send('POST', '/webhooks', sent)).json<{ id: string; secret?: string }>();
    expect([first.id, typeof first.secret, again.secret]).toEqual([again.id, 'string', undefined]);
    const dry = await desk.send('POST', '/webhooks?dryRun=true', { body: { url } });
    expect([dry.statusCode, dry.json()]).toEqual([
      201,
      expect.not.objectContaining({ secret: expect.anything() }),
    ]);
  });

  it('refuses addresses, names and kinds that cannot be', async () => {
    const { desk, url } = await openWithReceiver();
    for (const [body, status, detail] of [
      [{ url: 'http://10.0.0.1/' }, 422, '/url'],
      [{ url: 'https://[::ffff:127.0.0.1]:22/' }, 422, '/url'],
      [{ url: 'file:///etc/passwd' }, 422, '/url'],
      [{ url, sections: ['nowhere'] }, 422, '/sections/0'],
      [{ url, kinds: ['novel'] }, 422, '/kinds/0'],
      [{ url, kinds: ['novel'] }, 422, 'article, alert, correction, media'],
      [{ url: `${url}#now` }, 422, 'fragment'],
      [{ url, source: 'events', material: true }, 422, '/material'],
      [{ url, source: 'events', locales: ['en'] }, 422, '/locales'],
      [{ url, secret: 'mine' }, 400, 'secret'],
    ] as const) {
      const refused = await desk.send('POST', '/webhooks', { body });
      expect([body, refused.statusCode]).toEqual([body, status]);
      expect(refused.body).toContain(detail);
    }
  });

  it('is for admins', async () => {
    const { house, url } = await openWithReceiver();
    const chief = await deskOf(house, 'chief');
    expect((await chief.send('POST', '/webhooks', { body: { url } })).statusCode).toBe(403);
    expect((await chief.send('GET', '/webhooks')).statusCode).toBe(403);
  });

  it('tells editors, who may read events, no more of an address than its host', async () => {
    const { house, add } = await openWithReceiver();
    const { secret } = await add();
    const events = (await (await deskOf(house, 'editor')).send('GET', '/events')).body;
    expect(events).toContain('webhook.created');
    for (const hidden of ['t0ken', secret]) expect(events).not.toContain(hidden);
  });
});
