import { describe, expect, it } from 'vitest';
import { houseToRead } from '../../support/house.ts';
import { slugsAt } from '../../support/walk.ts';
import { furnishedHouse } from './furnished.ts';

describe('GET /v1/articles', () => {
  const house = houseToRead(furnishedHouse);

  it.each([
    ['section=sport', ['wednesday']],
    ['section=asia', ['tuesday']],
    ['section=sport,asia', ['wednesday', 'tuesday']],
    ['topic=nato', ['tuesday', 'monday']],
    ['topic=nato,g7', ['wednesday', 'tuesday', 'monday']],
    ['byline=jane-doe', ['tuesday', 'monday']],
    ['byline=jane-doe,john-roe', ['wednesday', 'tuesday', 'monday']],
    ['agency=reuters', ['wednesday', 'monday']],
    ['agency=kyodo,reuters', ['wednesday', 'tuesday', 'monday']],
    ['kind=brief', ['thursday']],
    ['kind=brief,analysis', ['thursday', 'wednesday']],
    ['locale=ja', ['tuesday']],
    ['locale=ja,en', ['thursday', 'wednesday', 'tuesday', 'monday']],
    ['publishedFrom=2022-06-08T12:00:00Z', ['thursday', 'wednesday']],
    ['publishedTo=2022-06-07T21:00:00%2B09:00', ['tuesday', 'monday']],
    ['updatedFrom=2022-06-09T00:00:00Z', ['thursday']],
    ['updatedTo=2022-06-08', ['wednesday', 'tuesday', 'monday']],
    ['breaking=true', ['thursday']],
    ['breaking=false', ['wednesday', 'tuesday', 'monday']],
    ['urgencyMax=1', ['monday']],
    ['urgencyMax=9', ['tuesday', 'monday']],
    ['section=sport&section=asia', ['wednesday', 'tuesday']],
    ['kind=brief&kind=analysis,brief', ['thursday', 'wednesday']],
    ['publishedFrom=2022-06-08', ['thursday', 'wednesday']],
    ['publishedTo=2022-06-07', ['tuesday', 'monday']],
    ['publishedFrom=2022-06-07&publishedTo=2022-06-07', ['tuesday']],
    ['topic=nato&byline=john-roe', ['tuesday']],
    ['section=world&agency=reuters', ['monday']],
    ['topic=g7&kind=analysis&agency=reuters&publishedFrom=2022-06-08T00:00:00Z', ['wednesday']],
    ['topic=g7&locale=en', ['wednesday']],
    [
      'byline=jane-doe,john-roe&topic=nato,g7&agency=reuters,kyodo&sort=publishedAt',
      ['monday', 'tuesday', 'wednesday'],
    ],
  ])('filters by %s', async (filter, slugs) => {
    expect(await slugsAt(house(), `/v1/articles?${filter}`)).toEqual(slugs);
    const { page } = (await house().client.get(`/v1/articles?${filter}&count=true`)).json();
    expect(page.total).toBe(slugs.length);
  });
});
