/** What was taken back, cancelled or withheld goes out by no side way. */
import { describe, expect, it } from 'vitest';
import { issueKey } from '../../../src/access/issue-key.ts';
import type { Role } from '../../../src/access/scopes.ts';
import type { ImportReport } from '../../../src/desk/imports/schema.ts';
import type { Incoming } from '../../../src/desk/incoming/schema.ts';
import type { DeskArticle } from '../../../src/desk/show/desk-article.ts';
import { deskOf, deskWith, type Desk } from '../../support/desk.ts';
import { givenStory } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';

const uri = 'tag:wire.example,2026:1';
const named = { scheme: 'ninjs', value: uri };
const place = `/external-ids/ninjs/${encodeURIComponent(uri)}`;
const change = { kind: 'update', text: 'Again.' };

function item(version: number, fields: object = {}) {
  return {
    ...{ uri, type: 'text', version: String(version), language: 'en' },
    headlines: [{ value: `Version ${version}` }],
    bodies: [{ contentType: 'text/plain', value: `The text of version ${version}.` }],
    ...fields,
  };
}

async function newsroom() {
  const house = await openHouse({ seed: 'none' });
  async function robot(role: Role) {
    const { secret } = await house.play((work) =>
      issueKey(work, { name: 'Wire', role, actor: { name: `Wire ${role}`, kind: 'service' } }),
    );
    return deskWith(house, { authorization: `Bearer ${secret}` });
  }
  const wire = await robot('admin');
  const [reporter, editor, chief] = [
    await deskOf(house, 'reporter'),
    await deskOf(house, 'editor'),
    await deskOf(house, 'chief'),
  ];
  async function send(body: object, query = '?publish=true&change=Updated') {
    const answer = await wire.send('POST', `/imports${query}`, { body });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<ImportReport>().results[0]!;
  }
  async function warningsOf(desk: Desk, id: string): Promise<string[]> {
    const checked = await desk.send('GET', `/articles/${id}/preflight`);
    return checked.json<{ findings: { rule: string }[] }>().findings.map(({ rule }) => rule);
  }
  const other = await givenStory(house, { headline: 'Other' });
  /** Takes a story back in one of the ways. */
  async function takeBack(id: string, how: string) {
    const body = {
      unpublish: { reason: 'Too early.' },
      withdraw: { reason: 'Wrong.', notice: 'This story was wrong.' },
      kill: { reason: 'Wrong.', notice: 'This story was wrong.' },
      consolidate: { reason: 'The same.', into: other },
      expire: { reason: 'Over.' },
    }[how];
    expect([how, (await chief.act(id, how, body)).statusCode]).toEqual([how, 200]);
  }
  return { house, wire, reporter, editor, chief, send, warningsOf, takeBack };
}

const ways = ['unpublish', 'withdraw', 'consolidate', 'expire'];
const as: Record<string, string> = {
  ...{ unpublish: 'unpublished', withdraw: 'withdrawn', consolidate: 'consolidated' },
  ...{ expire: 'expired', kill: 'killed' },
};

describe('what is made of a story that was taken back', () => {
  it.each(ways)('by %s is not made by a service, and is published by people alone', async (how) => {
    const { house, wire, editor, takeBack, warningsOf } = await newsroom();
    const { id } = await editor.create({ headline: 'One' });
    await editor.act(id, 'publish', {});
    await takeBack(id, how);
    for (const [act, body] of [
      ['duplicate', undefined],
      ['translate', { locale: 'de' }],
    ] as const) {
      const refused = await wire.send('POST', `/articles/${id}/${act}`, { body });
      expect([refused.statusCode, refused.json().detail]).toEqual([
        409,
        `This story was ${as[how]}, and only a person can make another of it; this is the key of a service.`,
      ]);
      const made = (await editor.send('POST', `/articles/${id}/${act}`, { body })).json<DeskArticle>();
      expect(await warningsOf(editor, made.id)).toContain('madeFromHeld');
      for (const [going, said] of [
        ['publish', {}],
        ['schedule', { at: '2026-11-24T12:00:00Z' }],
      ] as const)
        expect((await wire.act(made.id, going, said)).json()).toMatchObject({
          status: 409,
          detail: `The story that this one comes from was ${as[how]}, and only a person can publish it; this is the key of a service.`,
        });
      expect((await wire.read(made.id)).actions.publish.allowed).toBe(false);
      expect((await house.client.get(`/v1/articles/${made.id}`)).statusCode).toBe(404);
      expect((await editor.act(made.id, 'publish', {})).statusCode).toBe(200);
    }
  });

  it('before that is not published by a service afterwards, also a duplicate of a duplicate', async () => {
    const { wire, editor, takeBack } = await newsroom();
    const { id } = await editor.create({ headline: 'One' });
    await editor.act(id, 'publish', {});
    const first = (await wire.send('POST', `/articles/${id}/duplicate`)).json<DeskArticle>();
    const second = (await wire.send('POST', `/articles/${first.id}/duplicate`)).json<DeskArticle>();
    const linked = await wire.create({ headline: 'Uno', locale: 'it', translationOf: id });
    await takeBack(id, 'kill');
    for (const story of [first, second, linked])
      expect((await wire.act(story.id, 'publish', {})).statusCode).toBe(409);
  });

  it('is published by no service that first says that it translates nothing', async () => {
    const { wire, editor, takeBack } = await newsroom();
    const { id: held } = await editor.create({ headline: 'One' });
    const { id: fine } = await editor.create({ headline: 'Fine' });
    for (const id of [held, fine]) await editor.act(id, 'publish', {});
    await takeBack(held, 'withdraw');
    const sent = { headline: 'Eins', bodyText: 'Eins.', locale: 'de' };
    for (const [n, firstOf] of [held, fine].entries()) {
      const address = `/external-ids/courier/${n}`;
      const body = { ...sent, slug: `eins-${n}`, translationOf: firstOf };
      const { id } = (await wire.send('PUT', address, { body })).json<DeskArticle>();
      if (firstOf !== held) await wire.patch(id, { translationOf: held });
      expect((await wire.act(id, 'publish', {})).statusCode).toBe(409);
      const { etag } = await wire.read(id);
      const alone = await wire.send('PUT', address, { etag, body: { ...sent, slug: `eins-${n}` } });
      expect([alone.statusCode, alone.json().translationOf]).toEqual([200, undefined]);
      expect((await wire.act(id, 'publish', {})).statusCode).toBe(409);
      expect((await editor.act(id, 'publish', {})).statusCode).toBe(200);
    }
    const { id } = await wire.create({ headline: 'Uno', locale: 'it', translationOf: held });
    expect((await wire.patch(id, { translationOf: null })).statusCode).toBe(200);
    expect((await wire.act(id, 'publish', {})).statusCode).toBe(409);
  });

  it('is published by no import, whoever sends it', async () => {
    const { send, chief, takeBack } = await newsroom();
    const { article } = await send(item(1));
    await takeBack(article!, 'withdraw');
    const german = {
      ...item(1, { uri: 'tag:wire.example,2026:2', language: 'de' }),
      associations: [{ name: 'a', uri, type: 'text', rel: 'translationOf' }],
    };
    const answer = await chief.send('POST', '/imports?publish=true', { body: german });
    const [result] = answer.json<ImportReport>().results;
    expect(result).toMatchObject({ outcome: 'created', published: false });
    expect(result!.notes.map(({ detail }) => detail)).toContain(
      'Not published: the story that it comes from was withdrawn.',
    );
  });

  it.each([...ways, 'kill'])('by %s does not go out by a schedule that was made before', async (how) => {
    const { house, editor, takeBack } = await newsroom();
    const { id } = await editor.create({ headline: 'One' });
    await editor.act(id, 'publish', {});
    const at = '2026-11-23T13:00:00.000Z';
    const made = [];
    const first = (await editor.send('POST', `/articles/${id}/duplicate`)).json<DeskArticle>();
    for (const from of [id, first.id])
      for (const [act, body] of [
        ['duplicate', undefined],
        ['translate', { locale: 'de' }],
      ] as const)
        made.push((await editor.send('POST', `/articles/${from}/${act}`, { body })).json<DeskArticle>().id);
    for (const copy of made) expect((await editor.act(copy, 'schedule', { at })).statusCode).toBe(200);
    await takeBack(id, how);
    const detail = `The story that this one comes from was ${as[how]}: schedule this one again if it is right.`;
    for (const copy of made)
      expect((await editor.read(copy)).scheduled?.failed?.faults).toEqual([{ detail }]);
    expect((await editor.act(made[0]!, 'schedule', { at })).statusCode).toBe(200);
    house.clock.set(at);
    await house.catchUp();
    const live = (await house.client.get('/v1/articles')).json<{ data: { id: string }[] }>().data;
    expect(made.filter((copy) => live.some((story) => story.id === copy))).toEqual([made[0]]);
  });

  it('is linked to no killed story', async () => {
    const { editor, takeBack } = await newsroom();
    const { id } = await editor.create({ headline: 'One' });
    const german = (
      await editor.send('POST', `/articles/${id}/translate`, { body: { locale: 'de' } })
    ).json<DeskArticle>();
    await takeBack(id, 'kill');
    const killed = [
      { pointer: '/translationOf', detail: 'That story was killed: nothing more translates it.' },
    ];
    const body = { headline: 'Uno', locale: 'it', bodyText: 'Uno.', translationOf: id };
    const refused = await editor.send('POST', '/articles', { body });
    expect([refused.statusCode, refused.json().errors]).toEqual([422, killed]);
    const { id: italian } = await editor.create({ headline: 'Uno', locale: 'it' });
    expect((await editor.patch(italian, { translationOf: id })).json().errors).toEqual(killed);
    const french = await editor.send('POST', `/articles/${german.id}/translate`, { body: { locale: 'fr' } });
    expect(french.statusCode).toBe(409);
    expect((await editor.patch(german.id, { headline: 'Zwei' })).statusCode).toBe(200);
  });
});

describe('an external id that its source has cancelled', () => {
  const cancelled = { outcome: 'cancelled' };

  it('is known in whatever way a story gets it', async () => {
    const { house, wire, editor, send, warningsOf } = await newsroom();
    expect(await send(item(3, { pubStatus: 'canceled' }))).toMatchObject(cancelled);
    const body = { headline: 'One', bodyText: 'One.', externalIds: [named] };
    const atOnce = await wire.send('POST', '/articles', { body: { ...body, publish: {} } });
    expect(atOnce.json()).toMatchObject({ status: 409, detail: expect.stringContaining('cancelled') });
    const { id } = await wire.create({ headline: 'One' });
    expect((await wire.patch(id, { externalIds: [named] })).statusCode).toBe(200);
    expect((await wire.act(id, 'publish', {})).statusCode).toBe(409);
    expect((await wire.read(id)).incoming).toMatchObject({ waiting: 0, cancelled: { sourceVersion: 3 } });
    await wire.send('DELETE', `/articles/${id}`, { etag: (await wire.read(id)).etag });
    const second = { scheme: 'courier', value: '1' };
    const put = await wire.send('PUT', `/external-ids/courier/2`, {
      body: { headline: 'Two', bodyText: 'Two.', externalIds: [second] },
    });
    expect(put.statusCode).toBe(201);
    expect((await wire.act(put.json<DeskArticle>().id, 'publish', {})).statusCode).toBe(200);
    expect(await warningsOf(editor, put.json<DeskArticle>().id)).not.toContain('heldBySource');
    expect((await house.client.get('/v1/articles')).json<{ data: unknown[] }>().data).toHaveLength(2);
  });

  it('by upsert under another id, too', async () => {
    const { wire, send } = await newsroom();
    await send(item(3, { pubStatus: 'canceled' }));
    const put = await wire.send('PUT', `/external-ids/courier/2`, {
      body: { headline: 'Two', bodyText: 'Two.', externalIds: [named] },
    });
    expect(put.json<DeskArticle>().incoming).toMatchObject({ cancelled: { sourceVersion: 3 } });
    expect((await wire.act(put.json<DeskArticle>().id, 'publish', {})).statusCode).toBe(409);
  });

  it('is published by a person after a warning, and then waits for the desk as one of a live story', async () => {
    const { editor, send, warningsOf } = await newsroom();
    await send(item(3, { pubStatus: 'canceled' }));
    const { id } = await editor.create({ headline: 'One', externalIds: [named] });
    expect(await warningsOf(editor, id)).toContain('heldBySource');
    const published = await editor.act(id, 'publish', {});
    expect(published.json<DeskArticle>()).toMatchObject({
      publication: { state: 'live' },
      incoming: { waiting: 1 },
    });
    const tray = (await editor.send('GET', '/incoming?state=waiting')).json<{ data: Incoming[] }>().data;
    expect(tray).toMatchObject([{ pubStatus: 'canceled', state: 'waiting', article: { id } }]);
    const dismissed = await editor.send('POST', `/incoming/${tray[0]!.id}/dismiss`, {
      body: { reason: 'We asked ourselves.' },
    });
    expect(dismissed.statusCode).toBe(200);
    expect((await editor.read(id)).incoming?.waiting).toBe(0);
  });

  it('is lifted by whoever may publish, not by a reporter', async () => {
    const { wire, reporter, editor, send } = await newsroom();
    await send(item(3, { pubStatus: 'canceled' }));
    const { id } = await reporter.create({ headline: 'One', externalIds: [named] });
    const refused = await reporter.act(id, 'follow');
    expect([refused.statusCode, refused.json().detail]).toEqual([
      403,
      expect.stringContaining('articles:publish'),
    ]);
    expect((await reporter.read(id)).actions.follow.allowed).toBe(false);
    expect((await editor.act(id, 'follow')).statusCode).toBe(200);
    expect((await wire.act(id, 'publish', {})).statusCode).toBe(200);
  });
});

describe('a version that its source withholds', () => {
  it('is published by people alone, until its source sends one that may be used', async () => {
    const { wire, editor, send, warningsOf } = await newsroom();
    const { article } = await send(item(1, { pubStatus: 'withheld' }));
    const refused = await wire.act(article!, 'publish', {});
    expect([refused.statusCode, refused.json().detail]).toEqual([
      409,
      'Its source withholds this story, and only a person can publish it; this is the key of a service.',
    ]);
    expect((await wire.send('POST', `/articles/${article!}/duplicate`)).statusCode).toBe(409);
    expect((await editor.read(article!)).incoming).toMatchObject({ withheld: { sourceVersion: 1 } });
    expect(await warningsOf(editor, article!)).toContain('heldBySource');
    await send(item(2, { pubStatus: 'withheld' }));
    expect((await editor.read(article!)).incoming).toMatchObject({ withheld: { sourceVersion: 2 } });
    expect(await send(item(3))).toMatchObject({ outcome: 'updated', published: true });
    expect((await editor.read(article!)).incoming).toBeUndefined();
  });

  it.each([
    ['that nobody edited', false],
    ['that waits for the desk', true],
  ])('holds a story back %s, and its schedule', async (_, isEdited) => {
    const { wire, editor, send } = await newsroom();
    const { article } = await send(item(1), '');
    if (isEdited) await editor.patch(article!, { headline: 'Ours' });
    await editor.act(article!, 'schedule', { at: '2026-11-24T12:00:00Z' });
    const held = await send(item(2, { pubStatus: 'withheld' }));
    expect(held.outcome).toBe(isEdited ? 'waiting' : 'updated');
    expect((await editor.read(article!)).scheduled?.failed?.faults).toEqual([
      { detail: 'Its source withholds this story since.' },
    ]);
    expect((await wire.act(article!, 'publish', {})).statusCode).toBe(409);
    if (!isEdited) return;
    const dismissed = { body: { reason: 'We have it ourselves.' } };
    await editor.send('POST', `/incoming/${held.incoming!}/dismiss`, dismissed);
    expect((await wire.act(article!, 'publish', {})).statusCode).toBe(200);
  });

  it('stays so when its source is dropped, and is accepted by the desk', async () => {
    const { wire, editor, send } = await newsroom();
    const { article } = await send(item(1));
    const waiting = await send(item(2, { pubStatus: 'withheld' }));
    expect(waiting.outcome).toBe('waiting');
    const { etag } = await editor.read(article!);
    const path = `/incoming/${waiting.incoming!}/accept`;
    expect((await editor.send('POST', path, { etag, body: {} })).statusCode).toBe(200);
    expect((await editor.read(article!)).incoming).toMatchObject({ withheld: { sourceVersion: 2 } });
    await editor.act(article!, 'drop-source', { ...named, reason: 'Another.' });
    expect((await wire.act(article!, 'publish', { change })).statusCode).toBe(409);
  });
});

describe('a story whose source was dropped', () => {
  it.each(['unpublish', 'withdraw', 'expire', 'consolidate'])(
    'does not come back after %s: what its source sends waits there',
    async (how) => {
      const { house, wire, editor, send, takeBack } = await newsroom();
      const { article } = await send(item(1));
      await takeBack(article!, how);
      const dropped = await editor.act(article!, 'drop-source', { ...named, reason: 'Not ours.' });
      expect(dropped.statusCode).toBe(200);
      expect(await send(item(2))).toMatchObject({ outcome: 'waiting', article });
      const body = { headline: 'Again', bodyText: 'Again.', sourceVersion: 3 };
      expect((await wire.send('PUT', place, { body })).statusCode).toBe(202);
      expect(await send(item(1))).toMatchObject({ outcome: 'refused' });
      expect((await house.client.get('/v1/articles')).json<{ data: unknown[] }>().data).toHaveLength(1);
      expect((await editor.read(article!)).publication.state).not.toBe('live');
    },
  );

  it('does not come back after a kill', async () => {
    const { editor, send, takeBack } = await newsroom();
    const { article } = await send(item(1), '');
    await editor.act(article!, 'drop-source', { ...named, reason: 'Not ours.' });
    await takeBack(article!, 'kill');
    expect(await send(item(2))).toMatchObject({
      outcome: 'refused',
      errors: [
        { detail: 'This story was killed, and its source was taken from it: nothing that it sends is used.' },
      ],
    });
  });

  it('is no more to a reporter than one that is not there, where it was of others', async () => {
    const { reporter, editor, send, takeBack } = await newsroom();
    const { article } = await send(item(1));
    await takeBack(article!, 'withdraw');
    await editor.act(article!, 'drop-source', { ...named, reason: 'Not ours.' });
    const body = { headline: 'Again', bodyText: 'Again.', sourceVersion: 3 };
    expect((await reporter.send('PUT', place, { body })).statusCode).toBe(404);
  });

  it('is no bar to a new story where nothing was taken back', async () => {
    const { editor, send } = await newsroom();
    const { article } = await send(item(1), '');
    await editor.act(article!, 'drop-source', { ...named, reason: 'Another story.' });
    const next = await send(item(2));
    expect(next).toMatchObject({ outcome: 'created', published: true });
    expect(next.article).not.toBe(article);
  });
});
