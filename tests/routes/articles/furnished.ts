import { openHouse, type Furnishing, type House } from '../../support/house.ts';
import { givenAgency, givenByline, givenSection, givenStory, givenTopic } from '../../support/given.ts';

/** Four stories on four days, each unlike the others. */
export async function furnishedHouse(furnishing: Pick<Furnishing, 'atEnd'> = {}): Promise<House> {
  const house = await openHouse({ seed: 'none', ...furnishing });
  await givenAgency(house, { name: 'Reuters' });
  await givenAgency(house, { name: 'Kyodo' });
  await givenByline(house, { name: 'Jane Doe' });
  await givenByline(house, { name: 'John Roe' });
  await givenSection(house, { name: 'World' });
  await givenSection(house, { name: 'Asia', parent: 'world' });
  await givenSection(house, { name: 'Sport' });
  await givenTopic(house, { name: 'NATO' });
  await givenTopic(house, { name: 'G7' });
  const [jane, john] = ['jane-doe', 'john-roe'].map((byline) => ({ byline, role: 'author' as const }));
  await givenStory(house, {
    headline: 'Monday',
    publishedAt: '2022-06-06T12:00:00Z',
    agency: 'reuters',
    section: 'world',
    bylines: [jane!],
    topics: ['nato'],
    urgency: 1,
  });
  await givenStory(house, {
    headline: 'Tuesday',
    publishedAt: '2022-06-07T12:00:00Z',
    agency: 'kyodo',
    section: 'asia',
    bylines: [jane!, john!],
    topics: ['nato', 'g7'],
    urgency: 5,
    locale: 'ja',
  });
  await givenStory(house, {
    headline: 'Wednesday',
    publishedAt: '2022-06-08T12:00:00Z',
    agency: 'reuters',
    section: 'sport',
    bylines: [john!],
    topics: ['g7'],
    kind: 'analysis',
  });
  await givenStory(house, {
    headline: 'Thursday',
    publishedAt: '2022-06-09T12:00:00Z',
    kind: 'brief',
    breakingUntil: '2026-11-24T00:00:00Z',
  });
  return house;
}
