import { describe, expect, it } from 'vitest';
import { agencyType } from '../../../src/library/agencies/record-type.ts';
import { bylineType } from '../../../src/library/bylines/record-type.ts';
import { patchRecord } from '../../../src/library/records/patch.ts';
import { sectionType } from '../../../src/library/sections/record-type.ts';
import { topicType } from '../../../src/library/topics/record-type.ts';
import { givenAgency, givenByline, givenSection, givenTopic, type Newsroom } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { slugsAt, walk } from '../../support/walk.ts';

type Fields = { name: string; slug?: string; hidden?: boolean };

const rooms = [
  {
    path: 'agencies',
    given: (house: Newsroom, fields: Fields) => givenAgency(house, fields),
    type: agencyType,
  },
  {
    path: 'bylines',
    given: (house: Newsroom, fields: Fields) => givenByline(house, fields),
    type: bylineType,
  },
  {
    path: 'sections',
    given: (house: Newsroom, fields: Fields) => givenSection(house, fields),
    type: sectionType,
  },
  { path: 'topics', given: (house: Newsroom, fields: Fields) => givenTopic(house, fields), type: topicType },
];

describe.each(rooms)('GET /v1/$path', ({ path, given }) => {
  it('lists them in order, page by page', async () => {
    const house = await openHouse({ seed: 'none' });
    for (const name of ['Delta', 'Alpha', 'Charlie', 'Bravo', 'Echo']) await given(house, { name });
    expect(await slugsAt(house, `/v1/${path}`)).toEqual(['alpha', 'bravo', 'charlie', 'delta', 'echo']);
    const [whole] = await walk(house, `/v1/${path}`);
    for (const limit of [1, 2, 5])
      expect((await walk(house, `/v1/${path}?limit=${limit}`)).flat()).toEqual(whole);
  });

  it('leaves out the hidden', async () => {
    const house = await openHouse({ seed: 'none' });
    await given(house, { name: 'Alpha' });
    await given(house, { name: 'Bravo', hidden: true });
    expect(await slugsAt(house, `/v1/${path}`)).toEqual(['alpha']);
  });

  it('refuses what it does not know', async () => {
    const house = await openHouse({ seed: 'none' });
    for (const query of ['limit=0', 'limit=101', 'colour=red', 'cursor=x', 'locale=no!'])
      expect((await house.client.get(`/v1/${path}?${query}`)).statusCode).toBe(400);
  });
});

describe.each(rooms)('GET /v1/$path/{slug or id}', ({ path, given, type }) => {
  it('gives one by slug and by id', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await given(house, { name: 'Alpha' });
    const bySlug = (await house.client.get(`/v1/${path}/alpha`)).json();
    expect(bySlug).toMatchObject({ id, slug: 'alpha', name: 'Alpha' });
    expect((await house.client.get(`/v1/${path}/${id}`)).json()).toEqual(bySlug);
  });

  it('leads from every former slug to the present one, with the query', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await given(house, { name: 'Alpha' });
    for (const slug of ['beta', 'gamma'])
      await house.play((work) => patchRecord(work, type as typeof topicType, id, { slug }));
    for (const former of ['alpha', 'beta']) {
      const answer = await house.client.get(`/v1/${path}/${former}?locale=en`);
      expect(answer.statusCode).toBe(301);
      expect(answer.headers.location).toBe(`/v1/${path}/gamma?locale=en`);
    }
    expect((await house.client.get(`/v1/${path}/gamma`)).json().id).toBe(id);
  });

  it('answers 404 for the hidden, under every name, exactly as for nothing', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await given(house, { name: 'Alpha' });
    await house.play((work) =>
      patchRecord(work, type as typeof topicType, id, { slug: 'beta', hidden: true }),
    );
    const bodies = await Promise.all(
      ['nothing', 'alpha', 'beta', id].map(async (name) => {
        const answer = await house.client.get(`/v1/${path}/${name}`);
        expect(answer.statusCode).toBe(404);
        return { ...answer.json(), requestId: '' };
      }),
    );
    for (const body of bodies) expect(body).toEqual(bodies[0]);
  });
});
