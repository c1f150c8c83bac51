import { describe, expect, it } from 'vitest';
import { patchRecord } from '../../../../src/library/records/patch.ts';
import { bylineType } from '../../../../src/library/bylines/record-type.ts';
import { givenByline, givenPicture } from '../../../support/given.ts';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';
import { faultsOf } from '../../../support/walk.ts';

describe('POST /v1/desk/articles/{article}/publish', () => {
  it('asks what changed from the second publication on, and keeps the first date', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const { id } = await desk.create();
    const first = (await desk.act(id, 'publish', {})).json();
    expect(first.actions.publish).toEqual({ allowed: true, blockers: [], needs: ['change'] });
    await desk.patch(id, { kicker: 'K' });
    house.clock.advance(60_000);
    const without = await desk.act(id, 'publish', {});
    expect(without.statusCode).toBe(422);
    expect(faultsOf(without.json())).toHaveProperty('/change');
    const again = await desk.act(id, 'publish', { change: { kind: 'update', text: 'More is known.' } });
    expect(again.json().publication).toMatchObject({
      state: 'live',
      version: 2,
      publishedAt: first.publication.publishedAt,
      updatedAt: '2026-11-23T12:01:00.000Z',
    });
  });

  it('names everything that stands in the way at once, and so does the story itself', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const silent = await givenPicture(house, { captions: { en: { caption: 'A lectern.' } } });
    const foreign = await givenPicture(house, { captions: { ja: { altText: 'Alt.' } } });
    const plain = await givenPicture(house, { captions: { en: { decorative: true } } });
    const byline = await givenByline(house);
    const { id } = await desk.create({
      body: [],
      bylines: [{ byline, role: 'author' }],
      leadMedia: { media: silent },
      placements: [{ media: foreign }, { media: plain }, { media: silent, altText: 'A lectern.' }],
    });
    await house.play((work) => patchRecord(work, bylineType, byline, { hidden: true }));
    const refused = await desk.act(id, 'publish', {});
    expect(refused.statusCode).toBe(422);
    expect(Object.keys(faultsOf(refused.json()))).toEqual([
      '/body',
      '/leadMedia',
      '/placements/0',
      '/bylines/0/byline',
    ]);
    const { publish } = (await desk.read(id)).actions;
    expect(publish).toMatchObject({ allowed: false, blockers: refused.json().errors });
  });

  it('names every fault of one picture, in whole sentences', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const usableUntil = '2026-11-23T11:00:00Z';
    const captions = { en: { caption: 'A lectern.' } };
    const media = await givenPicture(house, { usableUntil, captions });
    const { id } = await desk.create({ headline: 'Soon', body: [], leadMedia: { media } });
    expect((await desk.act(id, 'publish', {})).json().errors).toEqual([
      { rule: 'bodyEmpty', pointer: '/body', detail: 'The story has no text.' },
      {
        rule: 'pictureRightsExpired',
        pointer: '/leadMedia',
        detail: `The rights of ${media} have run out.`,
      },
      {
        rule: 'altTextMissing',
        pointer: '/leadMedia',
        detail: expect.stringContaining(`${media} has no alt text for en`),
      },
    ]);
  });

  it('takes a date in the past from a chief, and from nobody below', async () => {
    const house = await openHouse({ seed: 'none' });
    const [editor, chief] = [await deskOf(house, 'editor'), await deskOf(house, 'chief')];
    const { id } = await editor.create();
    const body = { publishedAt: '2022-06-04T12:00:00Z' };
    const refused = await editor.act(id, 'publish', body);
    expect(refused.statusCode).toBe(403);
    expect(refused.json().scope).toBe('articles:backdate');
    expect((await chief.act(id, 'publish', body)).json().publication.publishedAt).toBe(
      '2022-06-04T12:00:00.000Z',
    );
  });

  it('waits for a standing embargo, which only moves later', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const { id } = await desk.create({ embargoUntil: '2026-11-23T13:00:00Z' });
    const early = await desk.act(id, 'publish', {});
    expect(early.statusCode).toBe(409);
    expect(early.json().detail).toContain('2026-11-23T13:00:00.000Z');
    expect(early.json().actions).toEqual([
      'edit',
      'submit',
      'schedule',
      'expire',
      'delete',
      'restore',
      'translate',
      'duplicate',
    ]);
    for (const embargoUntil of [null, '2026-11-23T12:30:00Z']) {
      expect((await desk.patch(id, { embargoUntil })).statusCode).toBe(422);
    }
    const moved = await desk.patch(id, { embargoUntil: '2026-11-23T14:00:00Z' });
    expect(moved.json()).toMatchObject({
      embargoUntil: '2026-11-23T14:00:00.000Z',
      copy: { version: 1 },
      etag: '"r2"',
    });
    house.clock.set('2026-11-23T14:00:00Z');
    expect((await desk.act(id, 'publish', {})).statusCode).toBe(200);
    expect((await desk.patch(id, { embargoUntil: '2026-11-24T00:00:00Z' })).statusCode).toBe(422);
  });

  it('names before an embargo all else that stands in the way too', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    const { id } = await desk.create({ body: [], embargoUntil: '2027-01-01T00:00:00Z' });
    const refused = await desk.act(id, 'publish', {});
    expect(refused.statusCode).toBe(409);
    expect(refused.json().blockers).toMatchObject([
      { rule: 'embargoInForce', pointer: '/embargoUntil' },
      { rule: 'bodyEmpty', pointer: '/body' },
    ]);
  });

  it('goes on record with the date that was given to it, as embargoes do with theirs', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'chief');
    const { id } = await desk.create({ embargoUntil: '2026-11-23T11:00:00Z' });
    await desk.patch(id, { embargoUntil: '2026-11-23T11:30:00Z' });
    await desk.act(id, 'publish', { publishedAt: '2001-01-01T00:00:00Z' });
    const { data } = (await desk.send('GET', `/articles/${id}/history`)).json();
    expect(data).toMatchObject([
      { action: 'article.published', data: { publishedAt: '2001-01-01T00:00:00.000Z' } },
      { data: { from: '2026-11-23T11:00:00.000Z', until: '2026-11-23T11:30:00.000Z' } },
      { action: 'article.created', data: { embargoUntil: '2026-11-23T11:00:00.000Z' } },
    ]);
  });

  it('refuses a reporter, whatever way they try', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'reporter');
    const { id } = await desk.create();
    expect((await desk.act(id, 'publish', {})).statusCode).toBe(403);
    expect((await desk.patch(id, { publication: { state: 'live' } })).statusCode).toBe(400);
    expect((await desk.read(id)).actions.publish).toMatchObject({
      allowed: false,
      reason: 'This needs the scope articles:publish.',
    });
  });

  it('answers a repetition as it answered the first time', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    const { id, etag } = await desk.create();
    const request = { etag, body: {}, headers: { 'idempotency-key': 'publish-1' } };
    const [first, second] = [
      await desk.send('POST', `/articles/${id}/publish`, request),
      await desk.send('POST', `/articles/${id}/publish`, request),
    ];
    expect(second.statusCode).toBe(200);
    expect(second.body).toBe(first.body);
    expect(
      (await desk.send('GET', `/articles/${id}/history?action=article.published`)).json().data,
    ).toHaveLength(1);
  });
});

describe('taking a story back', () => {
  it('unpublishes it as if it had never been there', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const { id, slug } = await desk.create();
    await desk.act(id, 'publish', {});
    const answer = await desk.act(id, 'unpublish', { reason: 'Too early.' });
    expect(answer.json().publication.state).toBe('none');
    expect((await house.client.get(`/v1/articles/${slug}`)).statusCode).toBe(404);
    const [event] = (await desk.send('GET', `/articles/${id}/history`)).json().data;
    expect(event).toMatchObject({ action: 'article.unpublished', reason: 'Too early.', fromVersion: 1 });
  });

  it('is refused of what is not live, with what is possible instead', async () => {
    const house = await openHouse({ seed: 'none' });
    const [editor, chief] = [await deskOf(house, 'editor'), await deskOf(house, 'chief')];
    const { id } = await editor.create();
    const refused = await editor.act(id, 'unpublish', { reason: 'R.' });
    expect(refused.statusCode).toBe(409);
    expect(refused.json().actions).toEqual([
      'edit',
      'submit',
      'publish',
      'schedule',
      'expire',
      'delete',
      'restore',
      'translate',
      'duplicate',
    ]);
    expect((await editor.act(id, 'withdraw', { reason: 'R.', notice: 'N.' })).statusCode).toBe(403);
    expect((await chief.act(id, 'withdraw', { reason: 'R.', notice: 'N.' })).statusCode).toBe(409);
    expect(
      (await chief.send('POST', `/articles/${id}/withdraw`, { body: { reason: 'R.', notice: 'N.' } }))
        .statusCode,
    ).toBe(428);
    expect((await chief.act(id, 'withdraw', { reason: 'R.' })).statusCode).toBe(400);
  });
});
