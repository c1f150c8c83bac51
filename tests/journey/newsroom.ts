import { deskOf } from '../support/desk.ts';
import {
  givenAgency,
  givenByline,
  givenPicture,
  givenSection,
  givenStory,
  givenTopic,
} from '../support/given.ts';
import { openHouse } from '../support/house.ts';

export const headline = "Japan's Kishida Considers Joining NATO Summit -Sources";
export const slug = 'japans-kishida-considers-joining-nato-summit-sources';
export const wire = '/external-ids/reuters/L1N2XQ0AB';

/** What the wire sends. */
export function wireStory(more: object = {}) {
  return {
    headline,
    slug,
    agency: 'reuters',
    section: 'world',
    topics: ['nato'],
    bylines: [{ byline: 'y-sato', role: 'author' }],
    attributions: [
      {
        role: 'anonymousSource',
        description: 'sources familiar with the matter',
        reason: 'The plan is not public.',
      },
    ],
    bodyText:
      'TOKYO - Prime Minister Fumio Kishida is considering attending a NATO summit in Madrid.\n\nNo decision was made.',
    ...more,
  };
}

/** The library that the story needs, and the people of the day. */
export async function newsroom() {
  const house = await openHouse({ seed: 'none' });
  await givenAgency(house);
  await givenSection(house);
  await givenTopic(house);
  await givenByline(house, { name: 'Y. Sato', slug: 'y-sato' });
  await givenByline(house, { name: 'Yuki Sato' });
  const media = await givenPicture(house, { captions: { en: { caption: 'Kishida speaks.' } } });
  const substitute = await givenStory(house, { headline: 'Kishida Will Attend NATO Summit' });
  const [agency, writer, editor, other, chief] = [
    await deskOf(house, 'editor'),
    await deskOf(house, 'editor'),
    await deskOf(house, 'editor'),
    await deskOf(house, 'editor'),
    await deskOf(house, 'chief'),
  ];
  return { house, media, substitute, agency, writer, editor, other, chief };
}
