import { describe, expect, it } from 'vitest';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';

describe('DELETE /v1/desk/articles/{article}', () => {
  it('puts a draft away, and brings it back as it was', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'reporter');
    const { id, etag, slug } = await desk.create();
    const deleted = await desk.send('DELETE', `/articles/${id}`, { etag });
    expect(deleted.json()).toMatchObject({
      deletedAt: '2026-11-23T12:00:00.000Z',
      etag: '"r2"',
      actions: { undelete: { allowed: true }, edit: { allowed: false } },
    });
    expect((await desk.send('GET', '/articles')).json().data).toEqual([]);
    expect((await desk.send('GET', '/articles?deleted=true')).json().data).toMatchObject([{ id }]);
    expect((await desk.patch(id, { kicker: 'K' })).statusCode).toBe(409);
    const other = await desk.send('POST', '/articles', { body: { headline: 'Other', slug } });
    expect(other.statusCode).toBe(409);
    const back = (await desk.act(id, 'undelete')).json();
    expect(back).not.toHaveProperty('deletedAt');
    expect(back).toMatchObject({ copy: { version: 1 }, etag: '"r3"' });
    const editor = await deskOf(house, 'editor');
    const { data } = (await editor.send('GET', `/events?subject=${id}`)).json();
    expect(data.map(({ action }: { action: string }) => action)).toEqual([
      'article.undeleted',
      'article.deleted',
      'article.created',
    ]);
  });

  it('refuses what was ever public, and what others name, saying where', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    const { id } = await desk.create();
    const naming = await desk.create({
      headline: 'Naming',
      related: [{ relation: 'background', article: id }],
    });
    const { etag, actions } = await desk.read(id);
    expect(actions.delete.allowed).toBe(false);
    const named = await desk.send('DELETE', `/articles/${id}`, { etag });
    expect(named.statusCode).toBe(409);
    expect(named.json().usedBy).toMatchObject([{ id: naming.id, slug: 'naming' }]);
    expect((await desk.send('DELETE', `/articles/${naming.id}`, { etag: naming.etag })).statusCode).toBe(200);
    await desk.act(id, 'publish', {});
    await desk.act(id, 'unpublish', { reason: 'R.' });
    const now = await desk.read(id);
    expect((await desk.send('DELETE', `/articles/${id}`, { etag: now.etag })).statusCode).toBe(409);
    expect((await desk.send('DELETE', `/articles/${id}`)).statusCode).toBe(428);
    expect((await desk.send('DELETE', `/articles/${id}`, { etag: '"r1"' })).statusCode).toBe(412);
  });
});
