import { describe, expect, it } from 'vitest';
import { record } from '../../../../src/foundation/events/record.ts';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';

describe('GET /v1/desk/events', () => {
  it('tells who did what, when and why, the newest first, narrowed as asked', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const { id, createdBy } = await desk.create();
    house.clock.advance(60_000);
    await desk.act(id, 'publish', {});
    await desk.act(id, 'withdraw', { reason: 'Wrong.', notice: 'Withdrawn.' });
    const { data } = (await desk.send('GET', `/events?actor=${createdBy.id}`)).json();
    expect(data).toMatchObject([
      { action: 'article.withdrawn', subject: id, reason: 'Wrong.', fromVersion: 1, by: createdBy },
      { action: 'article.published', toVersion: 1, at: '2026-11-23T12:01:00.000Z' },
      { action: 'article.created', at: '2026-11-23T12:00:00.000Z' },
    ]);
    async function actions(query: string): Promise<string[]> {
      const answer = (await desk.send('GET', `/events?subject=${id}&${query}`)).json();
      return answer.data.map(({ action }: { action: string }) => action);
    }
    expect(await actions('atTo=2026-11-23T12:00:00Z')).toEqual(['article.created']);
    expect(await actions('atFrom=2026-11-23T12:01:00Z&action=article.published')).toEqual([
      'article.published',
    ]);
    const { page } = (await desk.send('GET', `/events?subject=${id}&limit=2`)).json();
    expect(await actions(`limit=2&cursor=${page.next}`)).toEqual(['article.created']);
  });

  it('tells what happened under a former name by the present one, whichever is asked for', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const { id } = await desk.create();
    await house.play(async (work) => {
      for (const action of ['article.spared', 'article.killCancelled', 'media.file-replaced'])
        await record(work, { action, subject: id });
    });
    async function actions(query: string): Promise<string[]> {
      const { data } = (await desk.send('GET', `/events?subject=${id}&${query}`)).json();
      return data.map(({ action }: { action: string }) => action);
    }
    const both = ['article.killCancelled', 'article.killCancelled'];
    expect(await actions('')).toEqual(['media.fileReplaced', ...both, 'article.created']);
    expect(await actions('action=article.killCancelled')).toEqual(both);
    expect(await actions('action=article.spared')).toEqual(both);
    expect(await actions('action=media.fileReplaced,article.created')).toEqual([
      'media.fileReplaced',
      'article.created',
    ]);
    const { data } = (await desk.send('GET', `/articles/${id}/history?action=article.killCancelled`)).json();
    expect(data).toHaveLength(2);
  });

  it('tells of keys and of those who hold them only to whoever manages keys', async () => {
    const house = await openHouse({ seed: 'none' });
    const [chief, admin] = [await deskOf(house, 'chief'), await deskOf(house, 'admin')];
    await chief.create();
    const asked = '/events?action=key.issued,actor.created,article.created';
    async function actions(desk: typeof chief, path: string): Promise<string[]> {
      const { data } = (await desk.send('GET', path)).json();
      return [...new Set<string>(data.map(({ action }: { action: string }) => action))].sort();
    }
    expect(await actions(admin, asked)).toEqual(['actor.created', 'article.created', 'key.issued']);
    expect(await actions(chief, asked)).toEqual(['article.created']);
    expect(await actions(chief, '/events?limit=100')).toEqual(['article.created']);
    expect(await actions(chief, '/events?action=key.issued')).toEqual([]);
  });
});
