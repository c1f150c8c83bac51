import { describe, expect, it } from 'vitest';
import { givenAgency, givenByline, givenPicture, givenSection, givenTopic } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { slugsAt } from '../../support/walk.ts';

describe('the library in public', () => {
  it('shows an agency with its profile, owner, policies and logo', async () => {
    const house = await openHouse({ seed: 'none' });
    const logo = await givenPicture(house, {
      captions: { en: { altText: 'Logo' }, ja: { altText: 'ロゴ' } },
    });
    await givenAgency(house, {
      profile: 'A news agency.',
      founded: 1851,
      owner: { name: 'Thomson Reuters Corporation' },
      url: 'https://www.reuters.com/',
      logo,
      policies: { ethics: 'https://www.reuters.com/ethics' },
    });
    expect((await house.client.get('/v1/agencies/reuters')).json()).toMatchObject({
      kind: 'wire',
      founded: 1851,
      owner: { name: 'Thomson Reuters Corporation' },
      policies: { ethics: 'https://www.reuters.com/ethics' },
      logo: { id: logo, altText: 'Logo' },
    });
    expect((await house.client.get('/v1/agencies/reuters?locale=ja')).json().logo.altText).toBe('ロゴ');
    expect((await house.client.get('/v1/agencies?locale=ja')).json().data[0].logo.altText).toBe('ロゴ');
  });

  it('shows a byline with its agency, its portrait and its public contacts', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenAgency(house);
    const portrait = await givenPicture(house);
    await givenByline(house, {
      agency: 'reuters',
      portrait,
      jobTitle: 'Correspondent',
      contacts: [{ kind: 'email', value: 'jane@example.org' }],
      languages: ['en', 'ja'],
    });
    expect((await house.client.get('/v1/bylines/jane-doe')).json()).toMatchObject({
      agency: { slug: 'reuters', name: 'Reuters' },
      portrait: { id: portrait },
      contacts: [{ kind: 'email', value: 'jane@example.org' }],
      languages: ['en', 'ja'],
    });
  });

  it('shows sections in their own order, each with the one above it', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenSection(house, { name: 'Sport', order: 20 });
    await givenSection(house, { name: 'World', order: 10 });
    await givenSection(house, { name: 'Asia', parent: 'world', order: 10 });
    expect(await slugsAt(house, '/v1/sections')).toEqual(['world', 'asia', 'sport']);
    expect((await house.client.get('/v1/sections/asia')).json()).toMatchObject({
      order: 10,
      parent: { slug: 'world' },
    });
  });

  it('shows a topic with its code', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenTopic(house, { mediaTopic: 'medtop:20000640', description: 'The alliance.' });
    expect((await house.client.get('/v1/topics/nato')).json()).toMatchObject({
      mediaTopic: 'medtop:20000640',
      description: 'The alliance.',
    });
  });
});
