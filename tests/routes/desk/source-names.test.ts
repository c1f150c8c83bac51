import { describe, expect, it } from 'vitest';
import { eventsOn } from '../../support/at-desk.ts';
import { deskOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';

const path = '/external-ids/wire/42';
const story = { headline: 'From the wire', bodyText: 'One.' };
const name = { scheme: 'wire', value: '42' };
const other = { scheme: 'archive', value: '7' };

async function givenSent() {
  const house = await openHouse({ seed: 'none' });
  const [editor, reporter] = [await deskOf(house, 'editor'), await deskOf(house, 'reporter')];
  const { id } = (await reporter.send('PUT', path, { body: { ...story, sourceVersion: 1 } })).json();
  return { house, editor, reporter, id: id as string };
}

describe('the id under which a source sends a story', () => {
  it('stays when other ids are edited', async () => {
    const { editor, id } = await givenSent();
    for (const externalIds of [null, [], [other]]) {
      const refused = await editor.patch(id, { externalIds });
      expect([refused.statusCode, refused.json().errors]).toMatchObject([
        422,
        [
          {
            pointer: '/externalIds',
            detail:
              'externalIds must keep wire:42, under which its source sends this story; drop-source takes it away',
          },
        ],
      ]);
    }
    expect((await editor.patch(id, { externalIds: [other, name] })).statusCode).toBe(200);
    expect((await editor.patch(id, { externalIds: [name] })).statusCode).toBe(200);
    expect((await editor.send('GET', path)).json()).toMatchObject({ id, externalIds: [name] });
  });

  it('stays when an earlier version is restored, and when another source sends its own list', async () => {
    const { editor, reporter, id } = await givenSent();
    await editor.patch(id, { externalIds: [name, other] });
    await editor.act(id, 'versions/1/restore');
    expect((await editor.read(id)).externalIds).toEqual([name, other]);
    const body = { ...story, bodyText: 'Two.', externalIds: [] };
    const sent = await reporter.send('PUT', '/external-ids/archive/7', { body });
    expect(sent.statusCode).toBe(202);
    await editor.act(id, 'follow');
    const again = await reporter.send('PUT', '/external-ids/archive/7', {
      body: { ...body, bodyText: 'Three.' },
    });
    expect([again.statusCode, again.json().externalIds]).toEqual([200, [other, name]]);
  });

  it('is taken away on purpose, on record: what comes next is another story', async () => {
    const { house, editor, reporter, id } = await givenSent();
    await editor.patch(id, { headline: 'Edited' });
    await reporter.send('PUT', path, { body: { ...story, bodyText: 'Two.', sourceVersion: 2 } });
    const body = { ...name, reason: 'Another story.' };
    expect((await editor.act(id, 'drop-source', { ...body, value: '43' })).statusCode).toBe(422);
    expect((await reporter.act(id, 'drop-source', body)).statusCode).toBe(403);
    const dropped = await editor.act(id, 'drop-source', body);
    expect(dropped.json()).toMatchObject({ headline: 'Edited', externalIds: [], copy: { version: 3 } });
    expect((await eventsOn(house, id))[0]).toMatchObject({
      ...{ action: 'article.sourceDropped', reason: 'Another story.', data: { externalId: 'wire:42' } },
    });
    const waited = (await editor.send('GET', '/incoming')).json().data;
    expect(waited.map(({ state }: { state: string }) => state)).toEqual(['dismissed', 'applied']);
    expect((await editor.send('GET', path)).statusCode).toBe(404);
    const next = await reporter.send('PUT', path, {
      body: { ...story, bodyText: 'Three.', sourceVersion: 3 },
    });
    expect(next.statusCode).toBe(201);
    expect(next.json().id).not.toBe(id);
    expect((await editor.act(id, 'follow')).statusCode).toBe(409);
  });

  it('reads the story, for a reporter their own alone', async () => {
    const { house, editor, reporter, id } = await givenSent();
    for (const desk of [editor, reporter]) {
      const answer = await desk.send('GET', path);
      expect([answer.statusCode, answer.headers['etag'], answer.json().id]).toEqual([200, '"r1"', id]);
    }
    expect((await (await deskOf(house, 'reporter')).send('GET', path)).statusCode).toBe(404);
    expect((await editor.send('GET', '/external-ids/wire/43')).statusCode).toBe(404);
  });

  it('stays from the moment that a source sends under it, also what waits', async () => {
    const house = await openHouse({ seed: 'none' });
    const [editor, wire] = [await deskOf(house, 'editor'), await deskOf(house, 'editor')];
    const { id } = await editor.create({ headline: 'Ours', externalIds: [name] });
    await editor.patch(id, { headline: 'Ours, edited' });
    const sent = await wire.send('PUT', path, { body: { ...story, sourceVersion: 1 } });
    expect(sent.statusCode).toBe(202);
    expect((await editor.patch(id, { externalIds: [] })).statusCode).toBe(422);
    const { etag } = await editor.read(id);
    const accept = `/incoming/${sent.json().id}/accept`;
    expect((await editor.send('POST', accept, { body: {}, etag })).json().externalIds).toEqual([name]);
    expect((await wire.send('PUT', path, { body: { ...story, sourceVersion: 2 } })).json().id).toBe(id);
  });

  it('and all others that a mend of the live version gives stay when the rewrite is saved again', async () => {
    const { editor, id } = await givenSent();
    await editor.act(id, 'publish', {});
    await editor.patch(id, { headline: 'A rewrite' });
    const change = { kind: 'update', text: 'Mended.' };
    const patch = { bodyText: 'Mended.', externalIds: [name, other] };
    const mended = await editor.act(id, 'publish', { base: 'live', patch, change });
    expect(mended.statusCode, mended.body).toBe(200);
    expect(await editor.read(id)).toMatchObject({ headline: 'A rewrite', externalIds: [name, other] });
    expect((await editor.send('GET', '/external-ids/archive/7')).json().id).toBe(id);
  });
});
