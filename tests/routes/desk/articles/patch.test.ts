import { describe, expect, it } from 'vitest';
import { deskOf } from '../../../support/desk.ts';
import { givenPicture } from '../../../support/given.ts';
import { openHouse } from '../../../support/house.ts';
import { faultsOf } from '../../../support/walk.ts';

describe('PATCH /v1/desk/articles/{article}', () => {
  it('changes what it names, as a new version, and leaves the rest', async () => {
    const house = await openHouse();
    const desk = await deskOf(house, 'reporter');
    const { id } = await desk.create({
      headlines: { short: 'Short', seo: 'Seo' },
      kicker: 'Kicker',
      topics: ['nato', 'japan'],
      breakingUntil: '2026-11-24T00:00:00Z',
    });
    const after = (
      await desk.patch(id, {
        headlines: { seo: null, social: 'Social' },
        kicker: null,
        topics: ['nato'],
        note: 'Less.',
      })
    ).json();
    expect(after).toMatchObject({
      headlines: { short: 'Short', social: 'Social' },
      topics: [{ slug: 'nato' }],
      breakingUntil: '2026-11-24T00:00:00.000Z',
      copy: { version: 2 },
      etag: '"r2"',
    });
    expect(after.headlines).not.toHaveProperty('seo');
    expect(after).not.toHaveProperty('kicker');
    const versions = (await desk.send('GET', `/articles/${id}/versions`)).json();
    expect(versions.data[0]).toMatchObject({ version: 2, note: 'Less.', published: false });
  });

  it('makes no version when nothing changes, and keeps the etag', async () => {
    const desk = await deskOf(await openHouse(), 'reporter');
    const { id, etag, body } = await desk.create({
      bodyMarkdown: 'One **bold** word.\n\n- a\n- b',
      urgency: 3,
    });
    for (const same of [
      {},
      { urgency: 3 },
      { bodyMarkdown: 'One **bold** word.\n\n- a\n- b' },
      { body },
      { kicker: null },
    ]) {
      expect((await desk.patch(id, same)).headers.etag).toBe(etag);
    }
  });

  it('takes the text in any of four forms, and keeps the keys of what stays', async () => {
    const desk = await deskOf(await openHouse(), 'reporter');
    const { id, body } = await desk.create({ bodyText: 'First.\n\nSecond.' });
    const html = (await desk.patch(id, { bodyHtml: '<p>New.</p><p>Second.</p>' })).json();
    expect(html.body[1]._key).toBe(body![1]!._key);
    // Null to one form would sound as if the others stayed.
    expect((await desk.patch(id, { bodyText: null })).statusCode).toBe(400);
    expect((await desk.patch(id, { body: null })).json().body).toEqual([]);
    const text = (await desk.send('GET', `/articles/${id}/versions/2?body=text`)).json();
    expect(text.bodyText).toBe('New.\n\nSecond.');
  });

  it.each(['headline', 'locale'])('refuses to take away the %s', async (field) => {
    const desk = await deskOf(await openHouse(), 'reporter');
    const { id } = await desk.create();
    const answer = await desk.patch(id, { [field]: null });
    expect(answer.statusCode).toBe(400);
    expect(faultsOf(answer.json())).toHaveProperty(`/${field}`);
  });

  it('refuses what only the server sets, and two texts at once, naming every fault', async () => {
    const desk = await deskOf(await openHouse(), 'reporter');
    const { id } = await desk.create();
    const own = await desk.patch(id, {
      id: 'x',
      status: 'live',
      version: 3,
      createdBy: 'me',
      publishedAt: 'now',
    });
    expect(own.statusCode).toBe(400);
    expect(Object.keys(faultsOf(own.json()))).toEqual([
      '/id',
      '/status',
      '/version',
      '/createdBy',
      '/publishedAt',
    ]);
    expect((await desk.patch(id, { bodyText: 'a', bodyHtml: 'b' })).statusCode).toBe(400);
    expect((await desk.patch(id, { dateline: { place: 'Tokyo' } })).statusCode).toBe(400);
    expect((await desk.read(id)).copy.version).toBe(1);
  });

  it('needs If-Match: 428 without, 400 for *, 412 when somebody saved first', async () => {
    const desk = await deskOf(await openHouse(), 'reporter');
    const { id, etag } = await desk.create();
    const body = { kicker: 'K' };
    expect((await desk.send('PATCH', `/articles/${id}`, { body })).statusCode).toBe(428);
    expect((await desk.send('PATCH', `/articles/${id}`, { body, etag: '*' })).statusCode).toBe(400);
    expect((await desk.send('PATCH', `/articles/${id}`, { body, etag: `W/${etag}` })).statusCode).toBe(412);
    await desk.patch(id, body);
    const stale = await desk.send('PATCH', `/articles/${id}`, { body: { kicker: 'L' }, etag });
    expect(stale.statusCode).toBe(412);
    expect(stale.json().current).toMatchObject({ etag: '"r2"', version: 2 });
  });

  it('takes several etags in If-Match, and is done when one of them is current', async () => {
    const desk = await deskOf(await openHouse(), 'reporter');
    const { id } = await desk.create();
    await desk.patch(id, { kicker: 'K' });
    for (const etag of ['"r1", "r2"', '"r3","r1"', 'W/"r4", "r4"']) {
      const answer = await desk.send('PATCH', `/articles/${id}`, { body: { kicker: etag }, etag });
      expect([etag, answer.statusCode]).toEqual([etag, 200]);
    }
    for (const etag of ['"r1", "r2"', '"r6", W/"r5"']) {
      const answer = await desk.send('PATCH', `/articles/${id}`, { body: { kicker: etag }, etag });
      expect([etag, answer.statusCode]).toEqual([etag, 412]);
    }
  });

  it('leaves nothing behind when it is only rehearsed', async () => {
    const house = await openHouse();
    const desk = await deskOf(house, 'reporter');
    const { id, etag } = await desk.create();
    const answer = await desk.send('PATCH', `/articles/${id}?dryRun=true`, { etag, body: { kicker: 'K' } });
    expect(answer.json()).toMatchObject({ kicker: 'K', copy: { version: 2 } });
    expect(await desk.read(id)).toMatchObject({ etag, copy: { version: 1 } });
  });

  it('makes a slug from the headline anew where it is null', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    const { id } = await desk.create({ headline: 'Minister resigns', slug: 'working-title' });
    const looked = (await desk.send('GET', `/articles/${id}/preflight`)).json();
    expect(looked.findings.map(({ rule }: { rule: string }) => rule)).toContain('slugUnlikeHeadline');
    expect((await desk.patch(id, { slug: null })).json().slug).toBe('minister-resigns');
    expect((await desk.patch(id, { headline: 'Minister stays' })).json().slug).toBe('minister-stays');
    await desk.act(id, 'publish', {});
    expect((await desk.patch(id, { headline: 'Minister goes' })).json().slug).toBe('minister-stays');
    expect((await desk.patch(id, { slug: null })).json().slug).toBe('minister-goes');
  });

  it('shows a story that names itself as it is now', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const { id } = await desk.create({ headline: 'Before' });
    const answer = await desk.patch(id, {
      headline: 'After',
      bodyMarkdown: `See [here](${id}).`,
    });
    expect(answer.json().body[0].markDefs[0]).toMatchObject({ article: id });
    expect(answer.json()).toEqual(await desk.read(id));
  });

  it('makes no version of an empty list of headlines or rights', async () => {
    const desk = await deskOf(await openHouse(), 'reporter');
    const { id } = await desk.create();
    const answer = await desk.patch(id, { headlines: {}, rights: {} });
    expect(answer.json()).toMatchObject({ etag: '"r1"', copy: { version: 1 } });
  });

  it('leaves the words of one picture behind when it names another', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'reporter');
    const [one, other] = [await givenPicture(house), await givenPicture(house)];
    const words = { caption: 'The one.', altText: 'One.' };
    const { id } = await desk.create({ leadMedia: { media: one, ...words } });
    const same = (await desk.patch(id, { leadMedia: { media: one, caption: 'Still the one.' } })).json();
    expect(same.leadMedia).toMatchObject({ caption: 'Still the one.', altText: 'One.' });
    const changed = (await desk.patch(id, { leadMedia: { media: other } })).json();
    expect(changed.leadMedia.media).toBe(other);
    expect(changed.leadMedia).not.toHaveProperty('altText');
    expect(changed.leadMedia).not.toHaveProperty('caption');
  });

  it('is done once under one Idempotency-Key, and answers the repetition as the first', async () => {
    const desk = await deskOf(await openHouse(), 'reporter');
    const { id, etag } = await desk.create();
    const sending = { etag, body: { kicker: 'K' }, headers: { 'idempotency-key': 'once' } };
    const [first, again] = [
      await desk.send('PATCH', `/articles/${id}`, sending),
      await desk.send('PATCH', `/articles/${id}`, sending),
    ];
    expect([first.statusCode, again.statusCode]).toEqual([200, 200]);
    expect(again.body).toBe(first.body);
    const other = await desk.send('PATCH', `/articles/${id}`, { ...sending, body: { kicker: 'L' } });
    expect(other.json().type).toContain('idempotency-mismatch');
    const gone = { etag: first.headers.etag as string, headers: { 'idempotency-key': 'gone' } };
    for (const time of ['first', 'second'])
      expect((await desk.send('DELETE', `/articles/${id}`, gone)).statusCode, time).toBe(200);
  });

  it('is told when If-Match is no etag', async () => {
    const desk = await deskOf(await openHouse(), 'reporter');
    const { id } = await desk.create();
    const body = { kicker: 'K' };
    const bare = await desk.send('PATCH', `/articles/${id}`, { body, etag: 'r1' });
    expect(bare.statusCode).toBe(400);
    expect(bare.json().errors).toMatchObject([{ parameter: 'If-Match' }]);
    const weak = await desk.send('PATCH', `/articles/${id}`, { body, etag: 'W/"r1"' });
    expect(weak.statusCode).toBe(412);
    expect(weak.json().detail).toContain('W/');
  });

  it('says that a note is lost when there is no new version for it', async () => {
    const desk = await deskOf(await openHouse(), 'reporter');
    const { id } = await desk.create({ kicker: 'K' });
    const refused = await desk.patch(id, { kicker: 'K', note: 'Checked.' });
    expect(refused.statusCode).toBe(422);
    expect(refused.json().errors).toMatchObject([{ pointer: '/note' }]);
  });

  it('refuses HTML that is nested or cut up without end, at once', async () => {
    const desk = await deskOf(await openHouse(), 'reporter');
    const { id } = await desk.create();
    for (const html of ['<ul><li>'.repeat(60_000), '<p>x'.repeat(100_000)]) {
      const refused = await desk.patch(id, { bodyHtml: html });
      expect(refused.statusCode).toBe(422);
      expect(refused.json().errors).toMatchObject([{ pointer: '/bodyHtml' }]);
    }
  });

  it('lets one of fifty through who save the same state', async () => {
    const desk = await deskOf(await openHouse(), 'reporter');
    const { id, etag } = await desk.create();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        desk.send('PATCH', `/articles/${id}`, { etag, body: { kicker: `Client ${index}` } }),
      ),
    );
    const statuses = answers.map(({ statusCode }) => statusCode).sort();
    expect(statuses).toEqual([200, ...Array<number>(49).fill(412)]);
    expect((await desk.read(id)).copy.version).toBe(2);
  });
});
