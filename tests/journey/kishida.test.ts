import { describe, expect, it } from 'vitest';
import type { DeskArticle } from '../../src/desk/show/desk-article.ts';
import { facesOf, nowhere } from './faces.ts';
import { headline, newsroom, slug, wire, wireStory } from './newsroom.ts';

describe("a newsroom's day with the Kishida story", () => {
  it('shows each step where it belongs, and nowhere before', async () => {
    const { house, media, substitute, agency, writer, editor, other, chief } = await newsroom();
    function at(time: string): void {
      house.clock.set(`2026-11-23T${time}Z`);
    }

    // 12:00, the wire arrives, and again with more.
    const arrived = await agency.send('PUT', wire, { body: wireStory({ sourceVersion: 1 }) });
    expect(arrived.statusCode).toBe(201);
    const { id } = arrived.json<DeskArticle>();
    const story = { id, slug };
    const update = wireStory({
      sourceVersion: 2,
      standfirst: 'He would be the first.',
      leadMedia: { media },
    });
    expect((await agency.send('PUT', wire, { body: update })).statusCode).toBe(200);
    expect((await agency.send('PUT', wire, { body: wireStory({ sourceVersion: 1 }) })).statusCode).toBe(409);
    expect(await facesOf(house, story)).toEqual(nowhere);

    // 12:10, two people edit at once: one is told.
    at('12:10:00');
    const { etag } = await writer.read(id);
    const kicker = { etag, body: { kicker: 'Diplomacy' } };
    expect((await editor.send('PATCH', `/articles/${id}`, kicker)).statusCode).toBe(200);
    const late = await writer.send('PATCH', `/articles/${id}`, {
      etag,
      body: { standfirst: 'A first for Japan.' },
    });
    expect(late.statusCode).toBe(412);
    expect((await writer.patch(id, { standfirst: 'A first for Japan.' })).statusCode).toBe(200);
    // Nobody's words are lost: the wire may not undo them.
    const third = await agency.send('PUT', wire, { body: wireStory({ sourceVersion: 3 }) });
    expect([third.statusCode, third.json().state]).toEqual([202, 'waiting']);

    // 12:20, reviewed, returned, submitted again, approved by somebody who wrote none of it.
    at('12:20:00');
    expect((await writer.act(id, 'submit')).statusCode).toBe(200);
    expect((await other.act(id, 'return', { reason: 'Which sources?' })).statusCode).toBe(200);
    expect((await writer.patch(id, { standfirst: 'It would be a first, sources say.' })).statusCode).toBe(
      200,
    );
    expect((await writer.act(id, 'submit')).statusCode).toBe(200);
    expect((await editor.act(id, 'approve')).statusCode).toBe(409);
    expect((await other.act(id, 'approve')).json().copy).toEqual({ version: 5, state: 'approved' });

    // 12:30, preflight names what is in the way, and publishing the same.
    at('12:30:00');
    const looked = (await editor.send('GET', `/articles/${id}/preflight`)).json();
    const blocking = looked.findings.filter(({ severity }: { severity: string }) => severity === 'blocker');
    expect(blocking.map(({ rule }: { rule: string }) => rule)).toEqual(['altTextMissing']);
    const silent = await editor.act(id, 'publish', {});
    expect([silent.statusCode, silent.json().errors[0].rule]).toEqual([422, 'altTextMissing']);
    const { etag: ofMedia } = (await editor.send('GET', `/media/${media}`)).json();
    const captioned = { etag: ofMedia, body: { caption: 'Kishida speaks.', altText: 'A man at a lectern.' } };
    await editor.send('PUT', `/media/${media}/captions/en`, captioned);

    // 12:40, somebody without a key looks at it, until the link is revoked.
    const preview = (await editor.send('POST', `/articles/${id}/previews`, { body: {} })).json();
    const link = new URL(preview.url).pathname;
    expect((await house.client.get(link)).json()).toMatchObject({ id, headline });
    expect((await editor.send('DELETE', `/articles/${id}/previews/${preview.id}`)).statusCode).toBe(204);
    expect((await house.client.get(link)).statusCode).toBe(404);

    // 12:45, an embargo holds; the chief breaks it.
    at('12:45:00');
    await editor.patch(id, { embargoUntil: '2026-11-23T15:00:00Z' });
    expect((await chief.act(id, 'publish', {})).statusCode).toBe(409);
    const early = await editor.act(id, 'schedule', { at: '2026-11-23T14:00:00Z' });
    expect(early.statusCode).toBe(409);
    expect((await editor.act(id, 'break-embargo', { reason: 'Out elsewhere.' })).statusCode).toBe(403);
    expect((await chief.act(id, 'break-embargo', { reason: 'Out elsewhere.' })).statusCode).toBe(200);

    // 12:50, scheduled; what is saved later stays behind.
    const scheduled = (await editor.act(id, 'schedule', { at: '2026-11-23T22:00:00+09:00' })).json();
    expect(scheduled.scheduled).toEqual({ version: 5, at: '2026-11-23T13:00:00.000Z' });
    await editor.patch(id, { headline: 'Kishida Mulls NATO Summit' });
    at('12:59:59.999');
    await house.catchUp();
    expect(await facesOf(house, story)).toEqual(nowhere);
    at('13:00:00');
    expect(await facesOf(house, story)).toEqual({ status: 200, headline, inLists: true, corrections: 0 });
    const live = (await house.client.get(`/v1/articles/${slug}`)).json();
    expect(live).toMatchObject({ version: 5, publishedAt: '2026-11-23T13:00:00.000Z' });
    expect(live.leadMedia.altText).toBe('A man at a lectern.');

    // 13:30, corrected; the diff says what is new, the past stays what it was.
    at('13:30:00');
    await editor.patch(id, {
      headline,
      bodyText:
        'TOKYO - Prime Minister Fumio Kishida is considering attending a NATO summit in June.\n\nNo decision was made.',
    });
    const diff = (await editor.send('GET', `/articles/${id}/diff`)).json();
    expect([diff.from.version, diff.fields, diff.blocks.changed]).toEqual([5, [], 1]);
    const change = { kind: 'correction', text: 'The summit is in June.', material: true };
    expect((await editor.act(id, 'publish', { change })).statusCode).toBe(200);
    expect(await facesOf(house, story)).toEqual({ status: 200, headline, inLists: true, corrections: 1 });
    const before = (await editor.send('GET', `/articles/${id}/public?asOf=2026-11-23T13:10:00Z`)).json();
    expect([before.state, before.version, before.article.corrections ?? []]).toEqual(['live', 5, []]);
    const refile = { change: { kind: 'refile', text: 'Fixes a link.' } };
    const { updatedAt } = (await house.client.get(`/v1/articles/${slug}`)).json();
    at('13:35:00');
    expect((await editor.act(id, 'publish', refile)).statusCode).toBe(200);
    expect((await house.client.get(`/v1/articles/${slug}`)).json().updatedAt).toBe(updatedAt);

    // 14:00, two bylines are one person.
    at('14:00:00');
    const { etag: ofByline } = (await chief.send('GET', '/bylines/y-sato')).json();
    const merged = await chief.send('POST', '/bylines/y-sato/merge', {
      etag: ofByline,
      body: { into: 'yuki-sato' },
    });
    expect(merged.statusCode).toBe(200);
    const signed = (await house.client.get(`/v1/articles/${slug}`)).json();
    expect(signed.bylines.map(({ byline }: { byline: { slug: string } }) => byline.slug)).toEqual([
      'yuki-sato',
    ]);
    expect((await house.client.get('/v1/bylines/y-sato')).statusCode).toBe(301);
    for (const name of ['y-sato', 'yuki-sato']) {
      const { data } = (await house.client.get(`/v1/articles?byline=${name}`)).json();
      expect(data.map((listed: { id: string }) => listed.id)).toEqual([id]);
    }

    // 15:00, it is killed; no update brings it back.
    at('15:00:00');
    const kill = {
      reason: 'The sources were wrong.',
      notice: 'This story is withdrawn in full.',
      substitute,
    };
    expect((await editor.act(id, 'kill', kill)).statusCode).toBe(403);
    expect((await chief.act(id, 'kill', kill)).statusCode).toBe(200);
    expect(await facesOf(house, story)).toEqual({ status: 410, inLists: false, corrections: 0 });
    const gone = await house.client.get(`/v1/articles/${slug}`);
    expect(gone.json().tombstone).toMatchObject({ notice: kill.notice, substitute: { id: substitute } });
    expect(gone.body).not.toMatch(/Considers|sources were wrong/);
    expect((await agency.send('PUT', wire, { body: wireStory({ sourceVersion: 9 }) })).statusCode).toBe(409);
    expect((await chief.act(id, 'publish', {})).statusCode).toBe(409);
    const then = (await editor.send('GET', `/articles/${id}/public?asOf=2026-11-23T14:30:00Z`)).json();
    expect([then.state, then.article.headline]).toEqual(['live', headline]);

    const { data } = (await chief.send('GET', `/articles/${id}/history?limit=100`)).json();
    expect(data.map(({ action }: { action: string }) => action.replace('article.', '')).toReversed()).toEqual(
      [
        ...[
          'created',
          'saved',
          'saved',
          'saved',
          'incomingWaiting',
          'submitted',
          'returned',
          'saved',
          'submitted',
          'approved',
        ],
        ...['previewed', 'previewRevoked', 'embargoed', 'embargoBroken', 'scheduled', 'saved', 'published'],
        ...['saved', 'published', 'published', 'killed'],
      ],
    );
  });
});
