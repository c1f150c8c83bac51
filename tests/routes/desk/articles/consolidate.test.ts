import { describe, expect, it } from 'vitest';
import { actionsOn, changesOn } from '../../../support/at-desk.ts';
import { surrogateKeyOf } from '../../../../src/foundation/http/answer/surrogate-keys.ts';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';
import { ask } from '../../../support/raw.ts';
import { faultsOf } from '../../../support/walk.ts';

async function twoStories() {
  const house = await openHouse({ seed: 'none' });
  const chief = await deskOf(house, 'chief');
  const one = await chief.create({ headline: 'One' });
  const other = await chief.create({ headline: 'Other' });
  for (const { id } of [one, other]) await chief.act(id, 'publish', {});
  return { house, chief, one, other };
}

const reason = 'Two stories on one thing.';

describe('POST /v1/desk/articles/{article}/consolidate', () => {
  it('leads all addresses of a story to the other, and takes it out of every list', async () => {
    const { house, chief, one, other } = await twoStories();
    await chief.patch(one.id, { slug: 'one-renamed' });
    await chief.act(one.id, 'publish', { change: { kind: 'update', text: 'A new name.' } });
    const answer = await chief.act(one.id, 'consolidate', { into: 'other', reason });
    expect(answer.json().publication).toMatchObject({ state: 'consolidated', substitute: other.id });
    for (const name of [one.id, 'one', 'one-renamed']) {
      const moved = await house.client.get(`/v1/articles/${name}?body=text`);
      expect(moved.statusCode, name).toBe(301);
      expect(moved.headers.location).toBe('/v1/articles/other?body=text&locale=en');
    }
    for (const url of ['/v1/articles', `/v1/articles?ids=${one.id}`, '/v1/corrections'])
      expect((await house.client.get(url)).body, url).not.toContain(surrogateKeyOf(one.id));
    expect((await chief.send('GET', '/articles?publication=consolidated')).json().data).toMatchObject([
      { id: one.id },
    ]);
    expect((await actionsOn(house, one.id)).at(-1)).toBe('article.consolidated');
    const [event] = (await chief.send('GET', `/articles/${one.id}/history`)).json().data;
    expect(event).toMatchObject({ reason, data: { into: other.id } });
    expect((await changesOn(house, one.id)).at(-1)).toMatchObject({
      action: 'removed',
      state: 'consolidated',
    });
  });

  it('leads on to wherever the other one goes', async () => {
    const { house, chief, one, other } = await twoStories();
    const third = await chief.create({ headline: 'Third' });
    await chief.act(third.id, 'publish', {});
    await chief.act(one.id, 'consolidate', { into: other.id, reason });
    await chief.act(other.id, 'consolidate', { into: third.id, reason });
    const moved = await house.client.get('/v1/articles/one');
    expect(moved.headers.location).toBe('/v1/articles/third?locale=en');
    await chief.act(third.id, 'withdraw', { reason, notice: 'It was wrong.' });
    const gone = await house.client.get('/v1/articles/one');
    expect(gone.statusCode).toBe(410);
    expect(gone.json().tombstone).toMatchObject({ id: third.id, state: 'withdrawn' });
    await chief.act(third.id, 'publish', { change: { kind: 'update', text: 'It was right.' } });
    expect((await house.client.get('/v1/articles/one')).statusCode).toBe(301);
    await chief.act(third.id, 'unpublish', { reason });
    expect((await house.client.get('/v1/articles/one')).statusCode).toBe(404);
  });

  it('leads to nothing where stories were made to lead to each other', async () => {
    const { house, chief, one, other } = await twoStories();
    await chief.act(one.id, 'consolidate', { into: other.id, reason });
    await chief.act(other.id, 'withdraw', { reason, notice: 'It was wrong.' });
    await ask(
      house.file,
      `UPDATE tombstones SET state = 'consolidated', substitute_id = '${one.id}' WHERE article_id = '${other.id}'`,
    );
    for (const name of ['one', 'other'])
      expect((await house.client.get(`/v1/articles/${name}`)).statusCode).toBe(404);
  });

  it('is undone by publishing again', async () => {
    const { house, chief, one, other } = await twoStories();
    await chief.act(one.id, 'consolidate', { into: other.id, reason });
    const back = await chief.act(one.id, 'publish', { change: { kind: 'update', text: 'Apart again.' } });
    expect(back.json().publication).not.toHaveProperty('substitute');
    expect((await house.client.get('/v1/articles/one')).json()).toMatchObject({ id: one.id });
    // And now the other way round: no circle.
    await chief.act(other.id, 'consolidate', { into: one.id, reason });
    expect((await house.client.get('/v1/articles/other')).headers.location).toBe(
      '/v1/articles/one?locale=en',
    );
  });

  it('is refused into itself, into what is not live, into another language, and into nothing', async () => {
    const { chief, one } = await twoStories();
    const draft = await chief.create({ headline: 'Draft' });
    const french = await chief.create({ headline: 'Autre', locale: 'fr' });
    await chief.act(french.id, 'publish', {});
    for (const into of [one.id, draft.id, french.id, 'nothing']) {
      const refused = await chief.act(one.id, 'consolidate', { into, reason });
      expect(refused.statusCode, into).toBe(422);
      expect(faultsOf(refused.json())).toHaveProperty('/into');
    }
    expect((await chief.act(draft.id, 'consolidate', { into: one.id, reason })).statusCode).toBe(409);
    expect((await chief.act(one.id, 'consolidate', { into: french.id })).statusCode).toBe(400);
    const before = await chief.read(one.id);
    expect(before.publication.state).toBe('live');
  });

  it('is refused to an editor', async () => {
    const { house, one, other } = await twoStories();
    const editor = await deskOf(house, 'editor');
    const refused = await editor.act(one.id, 'consolidate', { into: other.id, reason });
    expect(refused.json()).toMatchObject({ status: 403, scope: 'articles:consolidate' });
  });
});
