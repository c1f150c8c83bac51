import { describe, expect, it } from 'vitest';
import { atDesk } from '../../support/at-desk.ts';
import { givenAgency, givenByline, givenPicture, givenStory } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { faultsOf } from '../../support/walk.ts';
import { describeRecordType } from './record-type.ts';

describeRecordType({
  kind: 'byline',
  plural: 'bylines',
  writer: 'editor',
  notWriter: 'reporter',
  given: givenByline,
  body: { name: 'Kim Beispiel', kind: 'person' } as { name: string },
  slug: 'kim-beispiel',
  optional: { jobTitle: 'Reporter' },
  story: (slug) => ({ bylines: [{ byline: slug, role: 'author' }] }),
});

describe('POST /v1/desk/bylines', () => {
  it('finds agency and portrait, and names the agency in its answer', async () => {
    const house = await openHouse({ seed: 'none' });
    const agency = await givenAgency(house, { hidden: true });
    const portrait = await givenPicture(house);
    const by = await atDesk(house, 'editor');
    const answer = await by.post('/v1/desk/bylines', {
      name: 'Kim Beispiel',
      kind: 'person',
      agency: 'reuters',
      portrait,
      contacts: [{ kind: 'email', value: 'kim@example.org' }],
      languages: ['en-gb'],
    });
    expect(answer.json()).toMatchObject({
      agency: { id: agency, slug: 'reuters', name: 'Reuters' },
      portrait: { id: portrait },
      contacts: [{ kind: 'email', value: 'kim@example.org' }],
      languages: ['en-GB'],
    });
    expect((await house.client.get('/v1/bylines/kim-beispiel')).json()).not.toHaveProperty('agency');
  });

  it('refuses an agency that is not there', async () => {
    const house = await openHouse({ seed: 'none' });
    const by = await atDesk(house, 'editor');
    const answer = await by.post('/v1/desk/bylines', { name: 'Kim', kind: 'person', agency: 'nobody' });
    expect(answer.statusCode).toBe(422);
    expect(faultsOf(answer.json())).toHaveProperty('/agency');
  });
});

describe('PATCH /v1/desk/bylines/{byline}', () => {
  it('hides a byline in every public story at once', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenByline(house);
    await givenStory(house, { bylines: [{ byline: 'jane-doe', role: 'author' }] });
    const by = await atDesk(house, 'editor');
    await by.patch('/v1/desk/bylines/jane-doe?confirm=true', '"r1"', { hidden: true });
    expect((await house.client.get('/v1/articles/a-story')).json().bylines).toEqual([]);
  });

  it('lets a portrait go out of public with it', async () => {
    const house = await openHouse({ seed: 'none' });
    const portrait = await givenPicture(house);
    await givenByline(house, { portrait });
    const by = await atDesk(house, 'editor');
    expect((await house.client.get(`/v1/media/${portrait}`)).statusCode).toBe(200);
    await by.patch('/v1/desk/bylines/jane-doe', '"r1"', { portrait: null });
    expect((await house.client.get(`/v1/media/${portrait}`)).statusCode).toBe(404);
  });
});
