import { describe, expect, it } from 'vitest';
import { saveCopy } from '../../../../src/desk/drafts/save.ts';
import { deskOf } from '../../../support/desk.ts';
import { storyIn } from '../../../support/given.ts';
import { openHouse } from '../../../support/house.ts';

describe('POST /v1/desk/articles/{article}/translate', () => {
  it('starts the story in another language, once, under the same embargo', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'reporter');
    const { id } = await desk.create({ headline: 'Bus', embargoUntil: '2027-01-01T00:00:00Z' });
    const body = { locale: 'fr', headline: 'Le bus' };
    const made = await desk.send('POST', `/articles/${id}/translate`, { body });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({
      locale: 'fr',
      slug: 'le-bus',
      headline: 'Le bus',
      translationOf: { id },
      embargoUntil: '2027-01-01T00:00:00.000Z',
    });
    for (const locale of ['fr', 'en']) {
      const again = await desk.send('POST', `/articles/${made.json().id}/translate`, { body: { locale } });
      expect(again.statusCode).toBe(409);
    }
    const third = await desk.send('POST', `/articles/${made.json().id}/translate`, {
      body: { locale: 'ja' },
    });
    expect(third.json().translationOf.id).toBe(id);
  });

  it('cannot go out before an embargo that its original was put under later', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const { id } = await desk.create({ headline: 'Bus' });
    const body = { locale: 'fr', headline: 'Le bus' };
    const french = (await desk.send('POST', `/articles/${id}/translate`, { body })).json();
    await desk.patch(id, { embargoUntil: '2026-11-23T12:10:00Z' });
    const refused = await desk.act(french.id, 'publish', {});
    expect(refused.statusCode).toBe(409);
    expect(refused.json().detail).toContain('2026-11-23T12:10:00.000Z');
    expect((await desk.read(french.id)).actions.publish.allowed).toBe(false);
    const cut = await desk.patch(french.id, { translationOf: null });
    expect(cut.statusCode).toBe(422);
    expect(cut.json().errors).toMatchObject([{ pointer: '/translationOf' }]);
    const copy = (await desk.send('POST', `/articles/${french.id}/duplicate`)).json();
    expect(copy.embargoUntil).toBe('2026-11-23T12:10:00.000Z');
    house.clock.advance(10 * 60 * 1000);
    expect((await desk.act(french.id, 'publish', {})).statusCode).toBe(200);
  });
});

describe('POST /v1/desk/articles/{article}/duplicate', () => {
  it('starts a draft of its own with the same content', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    const { id } = await desk.create({ headline: 'Bus', externalIds: [{ scheme: 's', value: '1' }] });
    await desk.act(id, 'publish', {});
    const made = (await desk.send('POST', `/articles/${id}/duplicate`)).json();
    expect(made).toMatchObject({ slug: 'bus-2', externalIds: [], publication: { state: 'none' } });
    // A client that always says what it sends says so of nothing, too.
    const bare = await desk.send('POST', `/articles/${id}/duplicate`, {
      headers: { 'content-type': 'application/json' },
    });
    expect(bare.statusCode).toBe(201);
    const [event] = (await desk.send('GET', `/articles/${made.id}/history`)).json().data;
    expect(event).toMatchObject({ action: 'article.created', data: { duplicated: id } });
  });
});

describe('PUT /v1/desk/external-ids/{scheme}/{value}', () => {
  const path = '/external-ids/wire/42';

  it('only creates with If-None-Match: *', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    const body = { headline: 'Bus', bodyText: 'A bus.' };
    const headers = { 'if-none-match': '*' };
    expect((await desk.send('PUT', path, { body, headers })).statusCode).toBe(201);
    const again = await desk.send('PUT', path, { body: { ...body, headline: 'Buses' }, headers });
    expect([again.statusCode, again.json().current.etag]).toEqual([412, '"r1"']);
    expect((await desk.send('PUT', path, { body, headers: { 'if-none-match': '"r1"' } })).statusCode).toBe(
      400,
    );
    expect((await desk.send('PUT', path, { body, etag: '"r1"' })).statusCode).toBe(200);
  });
  const story = { headline: 'From the wire', bodyText: 'One.', sourceVersion: 1 };

  it('creates the story, then updates it, and makes no version of the same', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'reporter');
    const created = await desk.send('PUT', path, { body: story });
    expect(created.statusCode).toBe(201);
    expect(created.json().externalIds).toEqual([{ scheme: 'wire', value: '42' }]);
    const [event] = (await desk.send('GET', `/articles/${created.json().id}/history`)).json().data;
    expect(event.data).toEqual({ externalId: 'wire:42', sourceVersion: 1 });
    const same = await desk.send('PUT', path, { body: { ...story, sourceVersion: 2 } });
    expect(same.statusCode).toBe(200);
    expect(same.json().etag).toBe('"r1"');
    const next = await desk.send('PUT', path, { body: { ...story, bodyText: 'Two.', sourceVersion: 3 } });
    expect(next.json()).toMatchObject({ copy: { version: 2 }, publication: { state: 'none' } });
    const older = await desk.send('PUT', path, { body: { ...story, sourceVersion: 2 } });
    expect(older.statusCode).toBe(409);
    expect(older.json().sourceVersion).toBe(3);
    const time = await desk.send('PUT', path, { body: { ...story, sourceVersion: '2026-11-23T10:00:00Z' } });
    expect(time.statusCode).toBe(200);
    expect(
      (await desk.send('PUT', path, { body: { ...story, sourceVersion: '2026-11-23T09:00:00Z' } }))
        .statusCode,
    ).toBe(409);
  });

  it('does not overwrite what another person has edited since', async () => {
    const house = await openHouse({ seed: 'none' });
    const [wire, editor, reporter] = [
      await deskOf(house, 'reporter'),
      await deskOf(house, 'editor'),
      await deskOf(house, 'reporter'),
    ];
    const { id } = (await wire.send('PUT', path, { body: story })).json();
    await editor.patch(id, { kicker: 'Edited' });
    const waiting = await wire.send('PUT', path, { body: { ...story, sourceVersion: 2 } });
    expect(waiting.statusCode).toBe(202);
    expect(waiting.json()).toMatchObject({
      ...{ state: 'waiting', sourceVersion: 2, article: { id } },
      why: "A test's editor has edited this story since.",
    });
    expect((await wire.read(id)).kicker).toBe('Edited');
    expect((await reporter.send('PUT', path, { body: story })).statusCode).toBe(404);
    const said = { ...story, kicker: 'Edited', sourceVersion: 3 };
    expect((await editor.send('PUT', path, { body: said })).statusCode).toBe(200);
  });

  it('sees a person’s edit behind its own later one', async () => {
    const house = await openHouse({ seed: 'none' });
    const [wire, editor, other] = [
      await deskOf(house, 'reporter'),
      await deskOf(house, 'editor'),
      await deskOf(house, 'editor'),
    ];
    const { id } = (await wire.send('PUT', path, { body: story })).json();
    await editor.patch(id, { kicker: 'Edited' });
    const externalIds = [{ scheme: 'wire', value: '42' }];
    // A system of the house saves after the person.
    await house.act(id, (work, story) =>
      saveCopy(work, story, storyIn({ headline: 'From the wire', kicker: 'Edited', externalIds })),
    );
    const waiting = await wire.send('PUT', path, { body: { ...story, sourceVersion: 2 } });
    expect(waiting.statusCode).toBe(202);
    expect(waiting.json().why).toBe("A test's editor has edited this story since.");
    expect((await other.read(id)).kicker).toBe('Edited');
  });

  it('leaves the story its ids at other sources, up to twenty in all', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'reporter');
    const others = Array.from({ length: 19 }, (_, index) => ({ scheme: 'other', value: String(index) }));
    const first = await desk.send('PUT', path, { body: { ...story, externalIds: others } });
    expect(first.json().externalIds).toHaveLength(20);
    const next = await desk.send('PUT', path, { body: { ...story, bodyText: 'Two.', sourceVersion: 2 } });
    expect(next.json().externalIds).toHaveLength(20);
    const twenty = [...others, { scheme: 'other', value: 'last' }];
    const refused = await desk.send('PUT', path, {
      body: { ...story, externalIds: twenty, sourceVersion: 3 },
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.json().errors).toMatchObject([{ pointer: '/externalIds' }]);
  });

  it('holds to If-Match when it is sent', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'reporter');
    await desk.send('PUT', path, { body: story });
    const body = { ...story, kicker: 'K', sourceVersion: 2 };
    const stale = await desk.send('PUT', path, { body, etag: '"r7"' });
    expect(stale.statusCode).toBe(412);
    const fresh = await desk.send('PUT', path, { body, etag: '"r1"' });
    expect(fresh.statusCode).toBe(200);
  });

  it('answers 412 to an If-Match where there is no story', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'reporter');
    expect((await desk.send('PUT', path, { body: story, etag: '"r1"' })).statusCode).toBe(412);
    expect((await desk.send('GET', path)).statusCode).toBe(404);
  });

  it('means the same story after an earlier version was restored', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    const { id } = await desk.create({ headline: 'Before' });
    await desk.patch(id, { headline: 'After', externalIds: [{ scheme: 'wire', value: '42' }] });
    await desk.act(id, 'versions/1/restore');
    const sent = await desk.send('PUT', path, { body: story });
    expect(sent.statusCode).toBe(200);
    expect(sent.json().id).toBe(id);
  });

  it('keeps the order of its source when the desk saves in between', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'reporter');
    const { id } = (await desk.send('PUT', path, { body: { ...story, sourceVersion: 5 } })).json();
    await desk.patch(id, { kicker: 'Mine' });
    expect((await desk.send('PUT', path, { body: { ...story, sourceVersion: 4 } })).statusCode).toBe(409);
  });
});
