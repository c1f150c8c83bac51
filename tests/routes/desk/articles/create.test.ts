import { describe, expect, it } from 'vitest';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';
import { faultsOf } from '../../../support/walk.ts';

describe('POST /v1/desk/articles', () => {
  it('keeps a draft that nobody in public can see, and records who made it', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const story = await desk.create({ headline: 'A Draft', deskNote: 'Secret.' });
    expect(story).toMatchObject({
      slug: 'a-draft',
      copy: { version: 1, state: 'draft' },
      publication: { state: 'none' },
      hasUnpublishedChanges: false,
      createdBy: { name: "A test's editor" },
      actions: { publish: { allowed: true, blockers: [] }, withdraw: { allowed: false } },
    });
    const missing = await house.client.get('/v1/articles/no-such-draft');
    const hidden = await house.client.get('/v1/articles/a-draft');
    expect({ ...hidden.json(), requestId: '' }).toEqual({ ...missing.json(), requestId: '' });
    expect((await house.client.get('/v1/articles?count=true')).json().page.total).toBe(0);
    const events = (await desk.send('GET', `/events?subject=${story.id}`)).json();
    expect(events.data).toMatchObject([{ action: 'article.created', toVersion: 1, by: story.createdBy }]);
  });

  it('refuses what names nothing, naming all of it', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'reporter');
    const answer = await desk.send('POST', '/articles', {
      body: { headline: 'A', section: 'nowhere', bylines: [{ byline: 'nobody', role: 'author' }] },
    });
    expect(answer.statusCode).toBe(422);
    expect(Object.keys(faultsOf(answer.json())).sort()).toEqual(['/bylines/0/byline', '/section']);
  });

  it('makes one story of two hundred parallel requests with one Idempotency-Key', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const headers = { 'idempotency-key': '"one"' };
    const body = { headline: 'Once', bodyText: 'Only once.' };
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => desk.send('POST', '/articles', { body, headers })),
    );
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    expect((await desk.send('GET', '/articles?count=true')).json().page.total).toBe(1);
    const other = await desk.send('POST', '/articles', { body: { headline: 'Other' }, headers });
    expect(other.statusCode).toBe(422);
  });

  it('gives a slug to one of twenty who ask for it', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'reporter');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        desk.send('POST', '/articles', { body: { headline: `Story ${index}`, slug: 'wanted' } }),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
  });

  it('leaves nothing behind when it is only rehearsed', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    const answer = await desk.send('POST', '/articles?dryRun=true', { body: { headline: 'A rehearsal' } });
    expect(answer.statusCode).toBe(201);
    expect((await desk.send('GET', '/articles?count=true')).json().page.total).toBe(0);
    expect((await desk.send('GET', '/events?action=article.created')).json().data).toEqual([]);
  });

  it('refuses strangers, and names every unknown field', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'reporter');
    const stranger = await house.client.request('POST', '/v1/desk/articles', { body: { headline: 'A' } });
    expect(stranger.statusCode).toBe(401);
    const body = { headline: 'A', id: 'article_x', role: 'admin', revision: 4, status: 'live' };
    const answer = await desk.send('POST', '/articles', { body });
    expect(answer.statusCode).toBe(400);
    expect(Object.keys(faultsOf(answer.json()))).toEqual(['/id', '/role', '/revision', '/status']);
  });
});
