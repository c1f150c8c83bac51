import { describe, expect, it } from 'vitest';
import { issueKey } from '../../../../src/access/issue-key.ts';
import { surrogateKeyOf } from '../../../../src/foundation/http/answer/surrogate-keys.ts';
import { publishArticle } from '../../../../src/desk/release/publish.ts';
import { actionsOn, publicRevisionOf, changesOn } from '../../../support/at-desk.ts';
import { deskOf, serviceDesk } from '../../../support/desk.ts';
import { givenAlert, givenPicture, givenStory } from '../../../support/given.ts';
import { openHouse } from '../../../support/house.ts';
import { faultsOf } from '../../../support/walk.ts';

const body = { reason: 'The minutes are forged.', notice: 'This story was removed.' };
const change = { kind: 'update' as const, text: 'New.' };

async function newsroom(furnishing = {}) {
  const house = await openHouse({ seed: 'none', ...furnishing });
  return { house, editor: await deskOf(house, 'editor'), chief: await deskOf(house, 'chief') };
}

describe('POST /v1/desk/articles/{article}/kill', () => {
  it('leaves of a live story its notice and its substitute, and no headline', async () => {
    const { house, editor, chief } = await newsroom();
    const instead = await givenStory(house, { headline: 'Instead' });
    const { id } = await editor.create({ headline: 'Forged minutes', standfirst: 'All of it.' });
    await editor.act(id, 'publish', {});
    const answer = await chief.act(id, 'kill', { ...body, substitute: 'instead' });
    expect(answer.json().publication).toMatchObject({ state: 'killed', substitute: instead });
    for (const name of [id, 'forged-minutes']) {
      const gone = await house.client.get(`/v1/articles/${name}`);
      expect(gone.statusCode).toBe(410);
      expect(gone.json().tombstone).toEqual({
        id,
        state: 'killed',
        at: '2026-11-23T12:00:00.000Z',
        notice: 'This story was removed.',
        substitute: expect.objectContaining({ id: instead, headline: 'Instead' }),
      });
      expect(gone.body).not.toMatch(/Forged|All of it|minutes are/);
    }
    await editor.act(instead, 'unpublish', { reason: 'R.' });
    expect((await house.client.get(`/v1/articles/${id}`)).json().tombstone).not.toHaveProperty('substitute');
    const [event] = (await chief.send('GET', `/articles/${id}/history`)).json().data;
    expect(event).toMatchObject({
      action: 'article.killed',
      fromVersion: 1,
      reason: 'The minutes are forged.',
      data: { notice: 'This story was removed.', substitute: instead },
    });
    expect((await changesOn(house, id)).at(-1)).toMatchObject({
      ...{ action: 'removed', state: 'killed', material: true },
      keys: expect.arrayContaining([surrogateKeyOf(id), 'articles', 'corrections', 'alerts']),
    });
  });

  it('tells of its translations that are still live, whichever of them it is', async () => {
    const { editor, chief } = await newsroom();
    const { id } = await editor.create({ headline: 'Forged', locale: 'en' });
    await editor.act(id, 'publish', {});
    const translations = new Map<string, string>();
    for (const locale of ['fr', 'ja', 'de']) {
      const made = await editor.act(id, 'translate', { locale, headline: `Forged, ${locale}` });
      translations.set(locale, made.json().id);
      if (locale !== 'de') await editor.act(made.json().id, 'publish', {});
    }
    const { stillLive: beside } = (await chief.act(translations.get('fr')!, 'kill', body)).json();
    expect(localesOf(beside)).toEqual(['en', 'ja']);
    const { stillLive: left } = (await chief.act(id, 'kill', body)).json();
    expect(left).toEqual([
      { id: translations.get('ja'), slug: 'forged-ja', locale: 'ja', headline: 'Forged, ja' },
    ]);
    const { stillLive: none } = (await chief.act(translations.get('ja')!, 'kill', body)).json();
    expect(none).toBeUndefined();

    function localesOf(stories: { locale: string }[]): string[] {
      return stories.map(({ locale }) => locale).sort();
    }
  });

  it('takes it out of lists, corrections, alerts, related stories and media at once', async () => {
    const { house, editor, chief } = await newsroom();
    const picture = await givenPicture(house);
    const { id } = await editor.create({ headline: 'Forged', leadMedia: { media: picture } });
    await editor.act(id, 'publish', {});
    await editor.patch(id, { kicker: 'K' });
    await editor.act(id, 'publish', { change: { kind: 'correction', text: 'A correction of it.' } });
    await givenAlert(house, { headline: 'Read this', article: id });
    await givenStory(house, {
      headline: 'Beside',
      related: [{ relation: 'background', article: id }],
      bodyMarkdown: `Words, and [a link](${id}).`,
    });
    const urls = ['/v1/articles', '/v1/corrections', '/v1/alerts', '/v1/articles/beside'];
    for (const url of urls) expect((await house.client.get(url)).body, url).toContain(id);
    expect((await house.client.get(`/v1/media/${picture}`)).statusCode).toBe(200);
    await chief.act(id, 'kill', body);
    for (const url of urls) {
      const { body: text, statusCode } = await house.client.get(url);
      expect(statusCode).toBe(200);
      expect(text, url).not.toContain(id);
    }
    expect((await house.client.get('/v1/alerts')).json().data).toEqual([]);
    expect((await house.client.get('/v1/articles/beside?body=text')).json().bodyText).toBe(
      'Words, and a link.',
    );
    expect((await house.client.get(`/v1/media/${picture}`)).statusCode).toBe(404);
  });

  it('ends its embargo and its review, and wakes it from among the deleted', async () => {
    const { house, editor, chief } = await newsroom();
    const { id } = await editor.create({ embargoUntil: '2026-11-24T00:00:00Z' });
    await editor.act(id, 'submit');
    const { etag } = await editor.read(id);
    await editor.send('DELETE', `/articles/${id}`, { etag });
    const killed = (await chief.act(id, 'kill', body)).json();
    expect(killed).toMatchObject({ publication: { state: 'killed' }, copy: { state: 'draft' } });
    for (const field of ['embargoUntil', 'deletedAt']) expect(killed).not.toHaveProperty(field);
    expect((await chief.send('GET', '/articles?publication=killed')).json().data).toMatchObject([{ id }]);
    house.clock.set('2026-11-25T00:00:00Z');
    await expect(house.act(id, publishArticle)).rejects.toMatchObject({
      problem: 'conflict',
    });
  });

  it('of what the public never had, or should never have had, tells the public nothing', async () => {
    const { house, editor, chief } = await newsroom();
    const never = await editor.create({ headline: 'Never' });
    const unpublished = await editor.create({ headline: 'Unpublished' });
    await editor.act(unpublished.id, 'publish', {});
    await editor.act(unpublished.id, 'unpublish', { reason: 'R.' });
    const before = await publicRevisionOf(house);
    for (const { id, slug } of [never, unpublished]) {
      expect((await chief.act(id, 'kill', body)).statusCode).toBe(200);
      for (const name of [id, slug])
        expect((await house.client.get(`/v1/articles/${name}`)).statusCode, name).toBe(404);
    }
    expect(await publicRevisionOf(house)).toBe(before);
  });

  it('takes the headline from the tombstone of what was withdrawn, and the way on from what was consolidated', async () => {
    const { house, editor, chief } = await newsroom();
    const instead = await givenStory(house, { headline: 'Instead' });
    const withdrawn = await editor.create({ headline: 'Withdrawn' });
    const merged = await editor.create({ headline: 'Merged' });
    for (const { id } of [withdrawn, merged]) await editor.act(id, 'publish', {});
    await chief.act(withdrawn.id, 'withdraw', { reason: 'R.', notice: 'Under review.' });
    await chief.act(merged.id, 'consolidate', { into: instead, reason: 'R.' });
    for (const { id, slug } of [withdrawn, merged]) {
      await chief.act(id, 'kill', body);
      const gone = await house.client.get(`/v1/articles/${slug}`);
      expect(gone.statusCode).toBe(410);
      expect(gone.json().tombstone).toEqual({
        ...{ id, state: 'killed', at: expect.any(String) },
        notice: 'This story was removed.',
      });
    }
  });

  it('is for chiefs, and asks for reason and notice and another story', async () => {
    const { editor, chief } = await newsroom();
    const { id } = await editor.create();
    expect((await editor.act(id, 'kill', body)).json()).toMatchObject({
      status: 403,
      scope: 'articles:kill',
    });
    expect((await chief.act(id, 'kill', { reason: 'R.' })).statusCode).toBe(400);
    expect((await chief.act(id, 'kill', { notice: 'N.' })).statusCode).toBe(400);
    for (const substitute of [id, 'nothing']) {
      const refused = await chief.act(id, 'kill', { ...body, substitute });
      expect(refused.statusCode).toBe(422);
      expect(faultsOf(refused.json())).toHaveProperty('/substitute');
    }
    expect((await chief.send('POST', `/articles/${id}/kill`, { body })).statusCode).toBe(428);
  });
});

describe('a killed story', () => {
  it('is brought back by nothing: every move is 409; only what readers were told can be mended', async () => {
    const { house, editor } = await newsroom();
    const admin = await deskOf(house, 'admin');
    const externalIds = [{ scheme: 'wire', value: 'item' }];
    for (const wasLive of [true, false]) {
      const { id, slug } = await editor.create({
        headline: `Live ${wasLive}`,
        externalIds: wasLive ? externalIds : [],
      });
      if (wasLive) await editor.act(id, 'publish', {});
      await admin.act(id, 'kill', body);
      const before = await admin.read(id);
      const left = Object.entries(before.actions).filter(([, { allowed }]) => allowed);
      const mendable = wasLive ? ['amendNotice'] : [];
      expect(left.map(([name]) => name)).toEqual(mendable);
      const moves: [string, unknown?][] = [
        ['submit'],
        ['approve'],
        ['return', { reason: 'R.' }],
        ['publish', wasLive ? { change } : {}],
        ['unpublish', { reason: 'R.' }],
        ['withdraw', { reason: 'R.', notice: 'N.' }],
        ['kill', body],
        ['cancel-kill', { reason: 'R.' }],
        ['consolidate', { into: slug, reason: 'R.' }],
        ['break-embargo', { reason: 'R.' }],
        ['undelete'],
        ['versions/1/restore'],
        ['translate', { locale: 'fr' }],
        ['duplicate'],
      ];
      for (const [move, sent] of moves) {
        const refused = await admin.act(id, move, sent);
        expect(refused.statusCode, move).toBe(409);
        expect(refused.json().actions, move).toEqual(mendable);
      }
      for (const fields of [
        { headline: 'Alive' },
        { embargoUntil: '2027-01-01T00:00:00Z' },
        { externalIds: [] },
      ])
        expect((await admin.patch(id, fields)).statusCode).toBe(409);
      const { etag } = before;
      expect((await admin.send('DELETE', `/articles/${id}`, { etag })).statusCode).toBe(409);
      expect(await admin.read(id)).toEqual(before);
      expect((await house.client.get(`/v1/articles/${slug}`)).statusCode).toBe(wasLive ? 410 : 404);
    }
  });

  it('is not overtaken by its source, whichever version that sends', async () => {
    const { house, chief } = await newsroom();
    const wire = await deskOf(house, 'editor');
    const path = '/external-ids/wire/item';
    const sent = { headline: 'From the wire', bodyText: 'Words.' };
    const { id } = (await wire.send('PUT', path, { body: { ...sent, sourceVersion: 2 } })).json();
    await chief.act(id, 'kill', body);
    for (const sourceVersion of [1, 2, 3]) {
      const late = await wire.send('PUT', path, {
        body: { ...sent, bodyText: `Version ${sourceVersion}.`, sourceVersion },
      });
      expect(late.statusCode).toBe(409);
    }
    expect((await wire.send('PUT', path, { body: sent })).statusCode).toBe(409);
    const stolen = await wire.send('POST', '/articles', {
      body: { headline: 'Again', externalIds: [{ scheme: 'wire', value: 'item' }] },
    });
    expect(stolen.statusCode).toBe(409);
  });
});

describe('a kill that needs two', () => {
  it('is proposed by one, shown at the desk, and done by another in their words', async () => {
    const { house, editor, chief } = await newsroom({ killNeedsTwo: true });
    const second = await deskOf(house, 'chief');
    const { id } = await editor.create();
    await editor.act(id, 'publish', {});
    const before = await publicRevisionOf(house);
    const proposed = (await chief.act(id, 'kill', body)).json();
    expect(proposed).toMatchObject({ publication: { state: 'live' }, killProposed: body, etag: '"r3"' });
    expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(200);
    expect(await publicRevisionOf(house)).toBe(before);
    const [row] = (await editor.send('GET', '/articles')).json().data;
    expect(row.killProposed).toMatchObject({ by: proposed.killProposed.by, at: '2026-11-23T12:00:00.000Z' });
    expect(row.killProposed.by.name).toBe("A test's chief");

    // The same person is not the second of two, with another key neither.
    expect((await chief.act(id, 'kill', body)).statusCode).toBe(409);
    const { secret } = await house.play((work) =>
      issueKey(work, { name: 'Another', role: 'admin', actor: proposed.killProposed.by.id }),
    );
    const headers = { authorization: `Bearer ${secret}` };
    const asked = { etag: proposed.etag, body, headers };
    expect((await chief.send('POST', `/articles/${id}/kill`, asked)).statusCode).toBe(409);

    const done = (await second.act(id, 'kill', { reason: 'Forged.', notice: 'Gone.' })).json();
    expect(done).toMatchObject({ publication: { state: 'killed' } });
    expect(done).not.toHaveProperty('killProposed');
    expect((await house.client.get(`/v1/articles/${id}`)).json().tombstone.notice).toBe('Gone.');
    const { data } = (await second.send('GET', `/articles/${id}/history`)).json();
    expect(data).toMatchObject([
      { action: 'article.killed', reason: 'Forged.', data: { proposedBy: proposed.killProposed.by.id } },
      { action: 'article.killProposed', reason: body.reason, data: { notice: body.notice } },
      {},
      {},
    ]);
    expect(await changesOn(house, id)).toMatchObject([{ action: 'upserted' }, { action: 'removed' }]);
  });

  it('may be proposed by a service, whose second is a person', async () => {
    const { house, editor, chief } = await newsroom({ killNeedsTwo: true });
    const [first, second] = [await serviceDesk(house, 'chief'), await serviceDesk(house, 'admin')];
    const { id } = await editor.create();
    expect((await first.act(id, 'kill', body)).json()).toHaveProperty('killProposed');
    for (const service of [first, second])
      expect((await service.act(id, 'kill', body)).json()).toMatchObject({ status: 409, limit: 'persons' });
    expect((await second.read(id)).actions.kill.allowed).toBe(false);
    expect((await chief.act(id, 'kill', body)).json().publication.state).toBe('killed');
  });

  it('is taken back by cancelling the kill', async () => {
    const { house, editor, chief } = await newsroom({ killNeedsTwo: true });
    const second = await deskOf(house, 'chief');
    const { id } = await editor.create();
    expect((await chief.act(id, 'cancel-kill', { reason: 'R.' })).statusCode).toBe(409);
    await chief.act(id, 'kill', body);
    expect((await editor.act(id, 'cancel-kill', { reason: 'R.' })).statusCode).toBe(403);
    const cancelled = await chief.act(id, 'cancel-kill', { reason: 'It is true.' });
    expect(cancelled.json()).not.toHaveProperty('killProposed');
    // From the start again: the next one only proposes.
    expect((await second.act(id, 'kill', body)).json().publication.state).toBe('none');
    expect(await actionsOn(house, id)).toEqual([
      'article.created',
      'article.killProposed',
      'article.killCancelled',
      'article.killProposed',
    ]);
  });
});
