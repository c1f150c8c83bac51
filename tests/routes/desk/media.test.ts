import { describe, expect, it } from 'vitest';
import { saveCopy } from '../../../src/desk/drafts/save.ts';
import { unpublishArticle } from '../../../src/desk/release/unpublish.ts';
import { actionsOn, atDesk, publicRevisionOf, eventsOn } from '../../support/at-desk.ts';
import {
  described,
  givenAgency,
  givenByline,
  givenCopy,
  givenPicture,
  givenStory,
  storyIn,
} from '../../support/given.ts';
import { type House, openHouse } from '../../support/house.ts';
import { faultsOf } from '../../support/walk.ts';

const words = { caption: 'A mended lectern.', altText: 'A lectern.' };

async function open(role: 'reporter' | 'editor' | 'chief' = 'editor') {
  const house = await openHouse({ seed: 'none' });
  return { house, by: await atDesk(house, role) };
}

/** The headers by which a public picture or list tells that it changed. */
async function marksOf(house: House, url: string) {
  const { headers } = await house.client.get(url);
  return { etag: headers['etag'], 'last-modified': headers['last-modified'] };
}

describe('GET /v1/desk/media', () => {
  it('lists all, the newest first, in pages', async () => {
    const { house, by } = await open('reporter');
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      ids.unshift(await givenPicture(house));
      house.clock.advance(1000);
    }
    const first = (await by.get('/v1/desk/media?limit=2')).json();
    const second = (await by.get(`/v1/desk/media?limit=2&cursor=${first.page.next}`)).json();
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids);
    expect(second.page).not.toHaveProperty('next');
    expect((await by.get(`/v1/desk/media?limit=2&used=true&cursor=${first.page.next}`)).statusCode).toBe(400);
  });

  it.each([
    ['q=LECTERN', ['lectern']],
    ['q=lectern afp', []],
    ['q=演台', ['lectern']],
    ['q=bridge roe', ['bridge']],
    ['q=ÉGLISE', ['church']],
    ['agency=reuters', ['bridge']],
    ['used=true', ['lectern', 'bridge', 'church']],
    ['used=false', ['harbour']],
    ['withoutAltText=true', ['harbour']],
    ['withoutAltText=false', ['lectern', 'bridge', 'church']],
  ])('filters by %s', async (query, names) => {
    const { house, by } = await open('reporter');
    const church = await givenPicture(house, { captions: { fr: { caption: 'L’Église', decorative: true } } });
    await givenAgency(house, { logo: church });
    const ids = {
      church,
      harbour: await givenPicture(house, { captions: { en: { caption: 'A harbour.' } } }),
      lectern: await givenPicture(house, {
        captions: { en: { altText: 'A lectern.' }, ja: { caption: '演台' } },
      }),
      bridge: await givenPicture(house, {
        agency: 'reuters',
        creditLine: 'Photo: Roe',
        captions: { en: { caption: 'A bridge', altText: 'A bridge' } },
      }),
    };
    await givenByline(house, { portrait: ids.bridge });
    await givenCopy(house, { leadMedia: { media: ids.lectern } });
    const { data } = (await by.get(`/v1/desk/media?${encodeURI(query)}`)).json();
    const found = data.map(({ id }: { id: string }) => id).sort();
    expect(found).toEqual(names.map((name) => ids[name as keyof typeof ids]).sort());
  });

  it('refuses an agency that is not there', async () => {
    const { by } = await open('reporter');
    const answer = await by.get('/v1/desk/media?agency=nobody');
    expect(answer.statusCode).toBe(422);
    expect(faultsOf(answer.json())).toHaveProperty('agency');
  });
});

describe('GET /v1/desk/media/{media}', () => {
  it('tells the words in every language, and where it is in use', async () => {
    const { house, by } = await open();
    const id = await givenPicture(house, {
      usableUntil: '2030-01-01T00:00:00Z',
      captions: { ja: { caption: '演台' }, en: { altText: 'A lectern.', descriptionWriter: 'Jane' } },
    });
    const agency = await givenAgency(house, { logo: id });
    const story = await givenStory(house, { leadMedia: { media: id, altText: 'A lectern.' } });
    const answer = await by.get(`/v1/desk/media/${id}`);
    expect(answer.headers['etag']).toBe('"r1"');
    expect(answer.json()).toMatchObject({
      id,
      usableUntil: '2030-01-01T00:00:00.000Z',
      captions: [
        { locale: 'en', altText: 'A lectern.', descriptionWriter: 'Jane' },
        { locale: 'ja', caption: '演台' },
      ],
      usedBy: [
        { kind: 'article', id: story, states: ['copy', 'live'] },
        { kind: 'agency', id: agency, as: 'logo' },
      ],
    });
  });

  it('tells a reporter that another’s draft uses it, and not what that is called', async () => {
    const { house, by } = await open('reporter');
    const id = await givenPicture(house);
    await givenCopy(house, { headline: 'Canary', leadMedia: { media: id } });
    const answer = await by.get(`/v1/desk/media/${id}`);
    expect(answer.json().usedBy).toHaveLength(1);
    expect(answer.body.toLowerCase()).not.toContain('canary');
    const editor = await atDesk(house, 'editor');
    expect((await editor.get(`/v1/desk/media/${id}`)).json().usedBy[0].headline).toBe('Canary');
  });

  it('calls a story by its copy where that may be read, and else by what the public reads', async () => {
    const { house, by } = await open('reporter');
    const id = await givenPicture(house);
    const leadMedia = { media: id };
    const both = await givenStory(house, { slug: 'both', headline: 'Public', leadMedia });
    await house.act(both, (work, story) =>
      saveCopy(work, story, storyIn({ slug: 'both', headline: 'Canary', leadMedia })),
    );
    const gone = await givenStory(house, { slug: 'gone', headline: 'Shown', leadMedia });
    await house.act(gone, (work, story) =>
      saveCopy(work, story, storyIn({ slug: 'gone', headline: 'Canary' })),
    );
    const editor = await atDesk(house, 'editor');
    const [told, whole] = [await by.get(`/v1/desk/media/${id}`), await editor.get(`/v1/desk/media/${id}`)];
    expect(told.json().usedBy).toEqual([
      { kind: 'article', id: both, as: 'media', slug: 'both', headline: 'Public', states: ['copy', 'live'] },
      { kind: 'article', id: gone, as: 'media', slug: 'gone', headline: 'Shown', states: ['live'] },
    ]);
    expect(whole.json().usedBy).toMatchObject([{ headline: 'Canary' }, { headline: 'Shown' }]);
  });

  it('counts a story once among the hundred places that it names', async () => {
    const { house, by } = await open();
    const id = await givenPicture(house);
    for (let count = 0; count < 60; count += 1) await givenStory(house, { leadMedia: { media: id } });
    expect((await by.get(`/v1/desk/media/${id}`)).json().usedBy).toHaveLength(60);
  });

  it('knows none that is not there', async () => {
    const { by } = await open();
    expect((await by.get('/v1/desk/media/media_none')).statusCode).toBe(404);
  });
});

describe('PATCH /v1/desk/media/{media}', () => {
  it('shows in every public story at once', async () => {
    const { house, by } = await open();
    await givenAgency(house);
    const id = await givenPicture(house);
    await givenStory(house, { leadMedia: { media: id } });
    const answer = await by.patch(`/v1/desk/media/${id}`, '"r1"', {
      creditLine: 'Photo: Roe',
      agency: 'reuters',
      focalPoint: { x: 40, y: 30 },
    });
    expect(answer.json()).toMatchObject({ agency: { slug: 'reuters' }, etag: '"r2"' });
    const { leadMedia } = (await house.client.get('/v1/articles/a-story')).json();
    expect(leadMedia).toMatchObject({ creditLine: 'Photo: Roe', focalPoint: { x: 40, y: 30 } });
    const moved = await by.patch(`/v1/desk/media/${id}`, '"r2"', { focalPoint: { y: 35 }, creditLine: null });
    expect(moved.json()).toMatchObject({ focalPoint: { x: 40, y: 35 } });
    expect(moved.json()).not.toHaveProperty('creditLine');
    expect(await actionsOn(house, id)).toEqual(['media.created', 'media.changed', 'media.changed']);
  });

  it('takes a picture out of public when its rights are ended, and back', async () => {
    const { house, by } = await open();
    const id = await givenPicture(house);
    await givenStory(house, { leadMedia: { media: id } });
    const over = { usableUntil: '2026-11-23T12:00:00Z' };
    const refused = await by.patch(`/v1/desk/media/${id}`, '"r1"', over);
    expect([refused.statusCode, refused.json()]).toMatchObject([
      409,
      { storiesTotal: 1, stories: [{ slug: 'a-story', state: 'live' }] },
    ]);
    expect((await by.patch(`/v1/desk/media/${id}?confirm=true`, '"r1"', over)).statusCode).toBe(200);
    expect((await house.client.get('/v1/articles/a-story')).json()).not.toHaveProperty('leadMedia');
    await by.patch(`/v1/desk/media/${id}`, '"r2"', { usableUntil: null });
    expect((await house.client.get('/v1/articles/a-story')).json()).toHaveProperty('leadMedia');
  });

  it('leaves the public alone while nothing public uses it, and keeps its etag when nothing is new', async () => {
    const { house, by } = await open();
    const id = await givenPicture(house);
    await givenStory(house);
    await givenCopy(house, { slug: 'a-draft', leadMedia: { media: id } });
    const before = await marksOf(house, '/v1/articles');
    const revision = await publicRevisionOf(house);
    house.clock.advance(60_000);
    await by.patch(`/v1/desk/media/${id}`, '"r1"', { place: 'Tokyo' });
    expect((await by.patch(`/v1/desk/media/${id}`, '"r2"', { place: 'Tokyo' })).headers['etag']).toBe('"r2"');
    expect(await publicRevisionOf(house)).toBe(revision);
    expect(await marksOf(house, '/v1/articles')).toEqual(before);
  });

  it('keeps on record what the fields held before, named as on the wire', async () => {
    const { house, by } = await open();
    const agency = await givenAgency(house);
    const usableUntil = '2030-01-01T00:00:00.000Z';
    const id = await givenPicture(house, { agency: 'reuters', usableUntil });
    await by.patch(`/v1/desk/media/${id}`, '"r1"', { agency: null, usableUntil: null, place: 'Tokyo' });
    const [changed] = await eventsOn(house, id);
    expect(changed?.data).toEqual({
      fields: ['usableUntil', 'place', 'agency'],
      before: { usableUntil, agency },
    });
  });

  it.each([
    [{ left: 60, top: 0, width: 41, height: 100 }, '/crop/width', 'left and width'],
    [{ left: 0, top: 60, width: 100, height: 41 }, '/crop/height', 'top and height'],
    [{ left: 0, top: 0, width: 0, height: 100 }, '/crop/width', 'must be more than 0'],
    [{ left: 0, top: 0, width: 100, height: 0 }, '/crop/height', 'must be more than 0'],
  ])('refuses the crop %j, also when half of it was there', async (crop, pointer, why) => {
    const { house, by } = await open();
    const url = `/v1/desk/media/${await givenPicture(house)}`;
    const refused = await by.patch(url, '"r1"', { crop });
    expect(refused.statusCode).toBeGreaterThanOrEqual(400);
    expect(faultsOf(refused.json())[pointer]).toContain(why);
    const { left, top, ...size } = crop;
    const whole = { left: 0, top: 0, width: 40, height: 40 };
    expect((await by.patch(url, '"r1"', { crop: whole })).json().crop).toEqual(whole);
    await by.patch(url, '"r2"', { crop: { left, top } });
    const halved = await by.patch(url, '"r3"', { crop: size });
    expect(faultsOf(halved.json())[pointer]).toContain(why);
  });

  it('refuses in order: 400, 403, 404, 412, 422, 428', async () => {
    const { house, by } = await open();
    const url = `/v1/desk/media/${await givenPicture(house)}`;
    const misshapen = await by.patch(url, '"r1"', { bytes: 1, focalPoint: { x: 101 } });
    expect(misshapen.statusCode).toBe(400);
    expect(Object.keys(faultsOf(misshapen.json())).sort()).toEqual(['/bytes', '/focalPoint/x']);
    expect((await by.patch(url, '*', {})).statusCode).toBe(400);
    const reporter = await atDesk(house, 'reporter');
    expect((await reporter.patch(url, '"r1"', {})).statusCode).toBe(403);
    expect((await by.patch('/v1/desk/media/media_none', '"r1"', {})).statusCode).toBe(404);
    expect((await by.patch(url, '"r2"', {})).statusCode).toBe(412);
    expect(faultsOf((await by.patch(url, '"r1"', { agency: 'nobody' })).json())).toHaveProperty('/agency');
    const half = await by.patch(url, '"r1"', { focalPoint: { x: 10 } });
    expect([half.statusCode, Object.keys(faultsOf(half.json()))]).toEqual([422, ['/focalPoint/y']]);
    expect((await by.patch(url, undefined, {})).statusCode).toBe(428);
  });
});

describe('PUT /v1/desk/media/{media}/captions/{locale}', () => {
  it('mends a caption in every public story at once', async () => {
    const { house, by } = await open();
    const id = await givenPicture(house);
    await givenStory(house, { leadMedia: { media: id } });
    const before = await marksOf(house, '/v1/articles/a-story');
    house.clock.advance(60_000);
    const answer = await by.put(`/v1/desk/media/${id}/captions/en`, '"r1"', words);
    expect(answer.headers['etag']).toBe('"r2"');
    expect(answer.json().captions).toMatchObject([{ locale: 'en', ...words }]);
    const story = await house.client.get('/v1/articles/a-story');
    expect(story.json().leadMedia).toMatchObject(words);
    expect(story.headers['etag']).not.toBe(before.etag);
    expect(story.headers['last-modified']).toBe('Mon, 23 Nov 2026 12:01:00 GMT');
    expect(await actionsOn(house, id)).toEqual(['media.created', 'media.captioned']);
  });

  it('adds a language, in its canonical spelling', async () => {
    const { house, by } = await open();
    const id = await givenPicture(house);
    const answer = await by.put(`/v1/desk/media/${id}/captions/pt-br`, '"r1"', { decorative: true });
    expect(answer.json().captions.map(({ locale }: { locale: string }) => locale)).toEqual(['en', 'pt-BR']);
  });

  it('changes and records nothing when the words are the same', async () => {
    const { house, by } = await open();
    const id = await givenPicture(house, { captions: { en: words } });
    const answer = await by.put(`/v1/desk/media/${id}/captions/en`, '"r1"', words);
    expect(answer.headers['etag']).toBe('"r1"');
    expect(await actionsOn(house, id)).toEqual(['media.created']);
  });

  it('moves no public revision while nothing public uses the picture, nor in a rehearsal', async () => {
    const { house, by } = await open();
    const [unused, shown] = [await givenPicture(house), await givenPicture(house)];
    await givenStory(house, { leadMedia: { media: shown } });
    const revision = await publicRevisionOf(house);
    await by.put(`/v1/desk/media/${unused}/captions/en`, '"r1"', words);
    await by.put(`/v1/desk/media/${shown}/captions/en?dryRun=true`, '"r1"', words);
    expect(await publicRevisionOf(house)).toBe(revision);
    expect((await by.get(`/v1/desk/media/${shown}`)).json().etag).toBe('"r1"');
    await by.put(`/v1/desk/media/${shown}/captions/en`, '"r1"', words);
    expect(await publicRevisionOf(house)).toBe(revision + 1);
  });

  it('keeps on record what the words were', async () => {
    const { house, by } = await open();
    const id = await givenPicture(house, { captions: { en: { ...words, descriptionWriter: 'Jane' } } });
    await by.put(`/v1/desk/media/${id}/captions/en`, '"r1"', { caption: 'A lectern.', decorative: true });
    await by.put(`/v1/desk/media/${id}/captions/ja`, '"r2"', { caption: '演台', altText: '演台' });
    const [added, changed] = await eventsOn(house, id);
    expect(changed?.data).toEqual({
      locale: 'en',
      fields: ['caption', 'altText', 'decorative', 'descriptionWriter'],
      before: { ...words, decorative: false, descriptionWriter: 'Jane' },
    });
    expect(added?.data).toEqual({ locale: 'ja' });
  });

  it('keeps the alt text of a public picture, in every language', async () => {
    const { house, by } = await open();
    const id = await givenPicture(house);
    const story = await givenStory(house, { leadMedia: { media: id } });
    for (const locale of ['en', 'en-GB', 'ja']) {
      const url = `/v1/desk/media/${id}/captions/${locale}`;
      const refused = await by.put(url, '"r1"', { caption: 'A lectern.' });
      expect(refused.statusCode).toBe(422);
      expect(refused.json().type).toContain('rule-unmet');
      expect(faultsOf(refused.json())['/altText']).toContain(`no alt text for ${locale}`);
    }
    const url = `/v1/desk/media/${id}/captions/en`;
    expect((await by.put(url, '"r1"', { caption: 'A lectern.', decorative: true })).statusCode).toBe(200);
    await house.act(story, (work, story) => unpublishArticle(work, story, { reason: 'Too early.' }));
    expect((await by.put(url, '"r2"', { caption: 'A lectern.' })).statusCode).toBe(200);
  });

  it.each([
    [{}, ''],
    [{ decorative: false }, ''],
    [{ decorative: true, altText: 'A lectern.' }, ''],
    [{ alt: 'A lectern.' }, '/alt'],
    [{ altText: '' }, '/altText'],
  ])('refuses %j', async (body, pointer) => {
    const { house, by } = await open();
    const answer = await by.put(`/v1/desk/media/${await givenPicture(house)}/captions/en`, '"r1"', body);
    expect(answer.statusCode).toBe(400);
    expect(faultsOf(answer.json())).toHaveProperty([pointer]);
  });

  it('refuses in order: 400, 403, 404, 412, 428', async () => {
    const { house, by } = await open();
    const url = `/v1/desk/media/${await givenPicture(house)}/captions`;
    expect(faultsOf((await by.put(`${url}/english!`, '"r1"', words)).json())).toHaveProperty('locale');
    expect((await by.put(`${url}/en`, '*', words)).statusCode).toBe(400);
    const reporter = await atDesk(house, 'reporter');
    expect((await reporter.put(`${url}/en`, '"r1"', words)).statusCode).toBe(403);
    expect((await by.put('/v1/desk/media/media_none/captions/en', '"r1"', words)).statusCode).toBe(404);
    expect((await by.put(`${url}/en`, '"r2"', words)).statusCode).toBe(412);
    expect((await by.put(`${url}/en`, undefined, words)).statusCode).toBe(428);
  });
});

describe('DELETE /v1/desk/media/{media}/captions/{locale}', () => {
  it('leaves the caption of the nearest language to public stories', async () => {
    const { house, by } = await open();
    const id = await givenPicture(house, { captions: { en: words, ja: { caption: '演台' } } });
    await givenStory(house, { locale: 'ja', leadMedia: { media: id, altText: '演台' } });
    const answer = await by.delete(`/v1/desk/media/${id}/captions/ja`, '"r1"');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ etag: '"r2"', captions: [{ locale: 'en' }] });
    expect((await house.client.get('/v1/articles/a-story')).json().leadMedia).toMatchObject({
      caption: words.caption,
      altText: '演台',
    });
    expect(await actionsOn(house, id)).toEqual(['media.created', 'media.uncaptioned']);
  });

  it('refuses in order: 403, 404, 412, 428', async () => {
    const { house, by } = await open();
    const url = `/v1/desk/media/${await givenPicture(house)}/captions`;
    const reporter = await atDesk(house, 'reporter');
    expect((await reporter.delete(`${url}/en`, '"r1"')).statusCode).toBe(403);
    expect((await by.delete(`${url}/ja`, '"r1"')).statusCode).toBe(404);
    expect((await by.delete(`${url}/en`, '"r2"')).statusCode).toBe(412);
    expect((await by.delete(`${url}/en`)).statusCode).toBe(428);
  });
});

describe('the last alt text of a picture', () => {
  it('stays while the picture is public', async () => {
    const { house, by } = await open();
    const id = await givenPicture(house, { captions: { en: words, ja: { caption: '演台' } } });
    await givenStory(house, { leadMedia: { media: id } });
    const refused = await by.delete(`/v1/desk/media/${id}/captions/en`, '"r1"');
    expect(refused.statusCode).toBe(422);
    expect(faultsOf(refused.json())['locale']).toContain('no alt text for en');
    expect((await by.delete(`/v1/desk/media/${id}/captions/ja`, '"r1"')).statusCode).toBe(200);
    expect((await by.delete(`/v1/desk/media/${id}/captions/en`, '"r2"')).statusCode).toBe(422);
    expect((await house.client.get('/v1/articles/a-story')).json().leadMedia).toMatchObject(words);
  });

  it('may go while nothing public shows the picture, and stays on record', async () => {
    const { house, by } = await open();
    const id = await givenPicture(house, { captions: { en: words } });
    await givenCopy(house, { leadMedia: { media: id } });
    expect((await by.delete(`/v1/desk/media/${id}/captions/en`, '"r1"')).statusCode).toBe(200);
    const [deleted] = await eventsOn(house, id);
    expect(deleted?.data).toMatchObject({ locale: 'en', ...words, decorative: false });
  });
});

describe('DELETE /v1/desk/media/{media}', () => {
  it('removes a picture that nothing uses', async () => {
    const { house, by } = await open('chief');
    const id = await givenPicture(house);
    const revision = await publicRevisionOf(house);
    expect((await by.delete(`/v1/desk/media/${id}?dryRun=true`, '"r1"')).statusCode).toBe(204);
    expect((await by.delete(`/v1/desk/media/${id}`, '"r1"')).statusCode).toBe(204);
    expect((await by.get(`/v1/desk/media/${id}`)).statusCode).toBe(404);
    expect(await actionsOn(house, id)).toEqual(['media.created', 'media.deleted']);
    const [deleted] = await eventsOn(house, id);
    expect(deleted?.data).toMatchObject({
      ...{ id, sha256: 'c0ffee00'.repeat(8), createdAt: '2026-11-23T12:00:00.000Z' },
      captions: [{ locale: 'en', ...described.en }],
    });
    expect(await publicRevisionOf(house)).toBe(revision);
  });

  it('is refused to an editor', async () => {
    const { house, by } = await open();
    const id = await givenPicture(house);
    expect((await by.delete(`/v1/desk/media/${id}`, '"r1"')).statusCode).toBe(403);
  });

  it('is refused while a draft, a logo or a portrait uses it', async () => {
    const { house, by } = await open('chief');
    const id = await givenPicture(house);
    await givenCopy(house, { leadMedia: { media: id } });
    await givenAgency(house, { logo: id });
    await givenByline(house, { portrait: id });
    const answer = await by.delete(`/v1/desk/media/${id}`, '"r1"');
    expect(answer.statusCode).toBe(409);
    expect(answer.json().usedBy).toMatchObject([
      { kind: 'article', as: 'media', states: ['copy'] },
      { kind: 'agency', as: 'logo' },
      { kind: 'byline', as: 'portrait' },
    ]);
  });

  it('answers 404, 412 and 428', async () => {
    const { house, by } = await open('chief');
    const url = `/v1/desk/media/${await givenPicture(house)}`;
    expect((await by.delete('/v1/desk/media/media_none', '"r1"')).statusCode).toBe(404);
    expect((await by.delete(url, '"r2"')).statusCode).toBe(412);
    expect((await by.delete(url)).statusCode).toBe(428);
  });
});
