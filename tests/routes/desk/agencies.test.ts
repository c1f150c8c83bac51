import { describe, expect, it } from 'vitest';
import { actionsOn, atDesk, publicRevisionOf } from '../../support/at-desk.ts';
import { deskOf } from '../../support/desk.ts';
import { givenAgency, givenByline, givenCopy, givenPicture, givenStory } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { faultsOf } from '../../support/walk.ts';
import { describeRecordType } from './record-type.ts';

describeRecordType({
  kind: 'agency',
  plural: 'agencies',
  writer: 'admin',
  notWriter: 'chief',
  given: givenAgency,
  body: { name: 'Kyodo', kind: 'wire' } as { name: string },
  slug: 'kyodo',
  optional: { creditLine: 'Kyodo News' },
  story: (slug) => ({ agency: slug }),
});

describe('POST /v1/desk/agencies', () => {
  it('keeps all that it is told, and shows its logo in public', async () => {
    const house = await openHouse({ seed: 'none' });
    const logo = await givenPicture(house);
    const by = await atDesk(house, 'admin');
    const fields = {
      name: 'Kyodo',
      kind: 'wire',
      profile: 'From Tokyo.',
      founded: 1945,
      owner: { name: 'Its members', basedIn: 'Tokyo' },
      url: 'https://kyodo.example.org/',
      creditLine: 'Kyodo News',
      rights: { holder: 'Kyodo' },
      policies: { ethics: 'https://kyodo.example.org/ethics' },
    };
    expect((await house.client.get(`/v1/media/${logo}`)).statusCode).toBe(404);
    const answer = await by.post('/v1/desk/agencies', { ...fields, logo });
    expect(answer.json()).toMatchObject({ ...fields, logo: { id: logo } });
    expect((await house.client.get(`/v1/media/${logo}`)).statusCode).toBe(200);
  });

  it('refuses what is missing or of no kind there is', async () => {
    const house = await openHouse({ seed: 'none' });
    const by = await atDesk(house, 'admin');
    const answer = await by.post('/v1/desk/agencies', { kind: 'guild', url: 'javascript:alert(1)' });
    expect(answer.statusCode).toBe(400);
    expect(Object.keys(faultsOf(answer.json()))).toEqual(['/name', '/kind', '/url']);
  });

  it('refuses a logo that is not there', async () => {
    const house = await openHouse({ seed: 'none' });
    const by = await atDesk(house, 'admin');
    const answer = await by.post('/v1/desk/agencies', { name: 'Kyodo', kind: 'wire', logo: 'media_none' });
    expect(answer.statusCode).toBe(422);
    expect(faultsOf(answer.json())).toHaveProperty('/logo');
  });
});

describe('PATCH /v1/desk/agencies/{agency}', () => {
  it('shows a new name in every public story at once', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenAgency(house);
    await givenStory(house, { agency: 'reuters' });
    const before = await house.client.get('/v1/articles/a-story');
    house.clock.advance(60_000);
    const by = await atDesk(house, 'admin');
    await by.patch('/v1/desk/agencies/reuters', '"r1"', { name: 'Reuters News' });
    const after = await house.client.get('/v1/articles/a-story');
    expect(after.json().agency).toMatchObject({ slug: 'reuters', name: 'Reuters News' });
    expect(after.headers['etag']).not.toBe(before.headers['etag']);
    expect(after.headers['last-modified']).toBe('Mon, 23 Nov 2026 12:01:00 GMT');
  });

  it('merges what is inside an object, and takes the object away with its last word', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenAgency(house, { owner: { name: 'Thomson', basedIn: 'Toronto' } });
    const by = await atDesk(house, 'admin');
    const url = '/v1/desk/agencies/reuters';
    const moved = await by.patch(url, '"r1"', { owner: { basedIn: null }, rights: { notice: '© Reuters' } });
    expect(moved.json()).toMatchObject({ owner: { name: 'Thomson' }, rights: { notice: '© Reuters' } });
    expect(moved.json().owner).not.toHaveProperty('basedIn');
    const bare = await by.patch(url, '"r2"', { rights: { notice: null } });
    expect(bare.json()).not.toHaveProperty('rights');
  });

  it('names all stories that change when it is hidden: by what it supplied, and those that are scheduled', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenAgency(house);
    const byline = await givenByline(house, { agency: 'reuters' });
    const media = await givenPicture(house, { agency: 'reuters' });
    await givenStory(house, { headline: 'Signed', bylines: [{ byline, role: 'author' }] });
    await givenStory(house, { headline: 'Pictured', leadMedia: { media } });
    await givenStory(house, { headline: 'Said', attributions: [{ role: 'firstReport', agency: 'reuters' }] });
    await givenStory(house, { headline: 'Other' });
    const desk = await deskOf(house, 'editor');
    const { id } = await desk.create({ headline: 'Scheduled', agency: 'reuters' });
    await desk.act(id, 'schedule', { at: '2026-11-24T12:00:00Z' });
    const by = await atDesk(house, 'admin');
    const refused = await by.patch('/v1/desk/agencies/reuters', '"r1"', { hidden: true });
    const { detail, stories } = refused.json<{
      detail: string;
      stories: { headline: string; state: string }[];
    }>();
    expect(stories.map(({ headline, state }) => `${headline} ${state}`)).toEqual([
      'Signed live',
      'Pictured live',
      'Said live',
      'Scheduled scheduled',
    ]);
    expect(detail).toBe(
      'The agency "Reuters" is in 4 live or scheduled stories. Hidden, it is left out there at once. To do it, send ?confirm=true.',
    );
  });

  it('refuses to take the kind away', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenAgency(house);
    const by = await atDesk(house, 'admin');
    const answer = await by.patch('/v1/desk/agencies/reuters', '"r1"', { kind: null });
    expect(answer.statusCode).toBe(400);
    expect(Object.keys(faultsOf(answer.json()))).toEqual(['/kind']);
  });

  it('refuses an owner that would be left without a name', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenAgency(house);
    const by = await atDesk(house, 'admin');
    const answer = await by.patch('/v1/desk/agencies/reuters', '"r1"', { owner: { basedIn: 'Toronto' } });
    expect(answer.statusCode).toBe(422);
    expect(Object.keys(faultsOf(answer.json()))).toEqual(['/owner/name']);
  });
});

describe('DELETE /v1/desk/agencies/{agency}', () => {
  it('is refused while a byline, a picture or a live story names it', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenAgency(house);
    const byline = await givenByline(house, { agency: 'reuters' });
    const picture = await givenPicture(house, { agency: 'reuters' });
    const story = await givenStory(house, { agency: 'reuters' });
    const by = await atDesk(house, 'chief');
    const answer = await by.delete('/v1/desk/agencies/reuters', '"r1"');
    expect(answer.statusCode).toBe(409);
    expect(answer.json().usedBy).toMatchObject([
      { kind: 'article', id: story, states: ['copy', 'live'], headline: 'A story' },
      { kind: 'byline', id: byline, as: 'agency', slug: 'jane-doe' },
      { kind: 'media', id: picture, as: 'agency' },
    ]);
  });

  it('goes when nothing names it any more', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenAgency(house);
    await givenCopy(house);
    const revision = await publicRevisionOf(house);
    const by = await atDesk(house, 'chief');
    expect((await by.delete(`/v1/desk/agencies/${id}`, '"r1"')).statusCode).toBe(204);
    expect(await actionsOn(house, id)).toEqual(['agency.created', 'agency.deleted']);
    expect(await publicRevisionOf(house)).toBe(revision + 1);
  });
});
