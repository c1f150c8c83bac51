import { describe, expect, it } from 'vitest';
import { houseToRead, openHouse } from '../../support/house.ts';
import { givenAgency, givenTopic } from '../../support/given.ts';
import { faultsOf } from '../../support/walk.ts';

describe('GET /v1/articles refuses', () => {
  const empty = houseToRead((furnishing) => openHouse({ seed: 'none', ...furnishing }));

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=abc', 'limit'],
    ['limit=1e3', 'limit'],
    ['limit=0x10', 'limit'],
    ['limit=', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=%201', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['limit[]=1', 'limit[]'],
    ['filter[section]=world', 'filter[section]'],
    ['colour=red', 'colour'],
    ['state=draft', 'state'],
    ['sort=headline', 'sort'],
    ['sort=', 'sort'],
    ['kind=poem', 'kind'],
    ['kind=story,poem', 'kind'],
    ['kind=', 'kind'],
    ['section=', 'section'],
    ['section=world,', 'section'],
    ['breaking=true&breaking=false', 'breaking'],
    ['sort=publishedAt&sort=-publishedAt', 'sort'],
    ['publishedFrom=2022-06-04&publishedFrom=2022-06-05', 'publishedFrom'],
    ['locale=english!', 'locale'],
    ['publishedFrom=yesterday', 'publishedFrom'],
    ['publishedFrom=2022-06', 'publishedFrom'],
    ['publishedTo=2022-02-30', 'publishedTo'],
    ['publishedFrom=2022-06-04T12:00:00', 'publishedFrom'],
    ['publishedTo=2022-02-30T12:00:00Z', 'publishedTo'],
    ['updatedFrom=1654344000', 'updatedFrom'],
    ['breaking=yes', 'breaking'],
    ['breaking=1', 'breaking'],
    ['count=', 'count'],
    ['urgencyMax=0', 'urgencyMax'],
    ['urgencyMax=10', 'urgencyMax'],
    ['include=everything', 'include'],
    ['body=html', 'body'],
    ['include=body&body=pdf', 'body'],
    [`topic=${Array.from({ length: 101 }, (_, n) => `t${n}`).join(',')}`, 'topic'],
  ])('%s, and says so of that parameter', async (query, parameter) => {
    const answer = await empty().client.get(`/v1/articles?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(Object.keys(faultsOf(answer.json()))).toEqual([parameter]);
  });

  it('several faults at once, naming each', async () => {
    const answer = await empty().client.get('/v1/articles?limit=0&colour=red&kind=poem&sort=a&sort=b');
    expect(Object.keys(faultsOf(answer.json())).sort()).toEqual(['colour', 'kind', 'limit', 'sort']);
  });

  it('what names nothing, or nothing public, naming each', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenTopic(house, { name: 'NATO' });
    await givenAgency(house, { name: 'Secret', hidden: true });
    const answer = await house.client.get(
      '/v1/articles?section=moon&topic=nato,mars&byline=nobody&agency=secret',
    );
    expect(answer.statusCode).toBe(422);
    expect(answer.json().errors).toEqual([
      { parameter: 'section', detail: 'There is no section "moon".' },
      { parameter: 'topic', detail: 'There is no topic "mars".' },
      { parameter: 'byline', detail: 'There is no byline "nobody".' },
      { parameter: 'agency', detail: 'There is no agency "secret".' },
    ]);
  });
});
