import { givenAlert, givenCopy, givenPicture, givenStory, givenTopic } from '../../support/given.ts';
import { deskOf } from '../../support/desk.ts';
import { openHouse, type Furnishing, type House } from '../../support/house.ts';
import { stateNames, states } from '../../routes/desk/articles/states.ts';

/** Texts that engines, drivers and checksums might take for something else. */
const oddTexts = [
  'It\'s 100% \\ "quoted" {1,NULL} $1 ? :name \\N',
  'Zürich Ελλάδα Київ القاهرة ירושלים 東京都 서울 ประเทศไทย',
  '👩‍👩‍👧 𝕬 \u{10ffff} \ufffd \ufeff e\u0301 \u00ad\u200b',
  'no\u00a0break \u200fright to left\u200e ﬁ ½ ①',
  '-- ; DROP TABLE articles; /* */ <b>&amp;</b>',
];

/** A newsroom with stories in every state, odd and long texts, and more of everything than the samples have. */
export async function furnishedHouse(furnishing: Pick<Furnishing, 'atEnd'> = {}) {
  const house = await openHouse(furnishing);
  const desk = await deskOf(house, 'chief');
  for (const state of stateNames) {
    const id = await givenCopy(house, {
      headline: `A story that is ${state}`,
      externalIds: [{ scheme: 'wire', value: state }],
    });
    await states[state](house, id);
    house.clock.advance(1_000);
  }
  const media = await givenPicture(house, {
    captions: { en: { caption: oddTexts[2]!, altText: oddTexts[1]! } },
  });
  const topic = await givenTopic(house, { name: 'Weather', names: { de: 'Wetter', ja: '天気' } });
  for (const [index, text] of oddTexts.entries()) {
    const id = await givenStory(house, {
      headline: `Odd ${index} ${text}`,
      standfirst: text,
      bodyText: `${text}\n\n${'A long paragraph of weather and NATO. '.repeat(index * 400)}`,
      leadMedia: { media },
      topics: [topic],
    });
    house.clock.advance(60_000);
    if (index === 0) await desk.send('POST', `/articles/${id}/previews`, { body: {} });
  }
  for (let count = 0; count < 150; count += 1) await givenStory(house, { headline: `One of many, ${count}` });
  await givenAlert(house, {});
  return house;
}

/** An answer, but for what is of one request. */
export async function answersOf(
  house: House,
  authorization: string,
  addresses: string[],
): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const address of addresses) {
    const headers = address.startsWith('/v1/desk') ? { authorization } : {};
    const answer = await house.app.inject({ url: address, headers });
    const { date: _, 'x-request-id': __, ...kept } = answer.headers;
    answers[address] = [answer.statusCode, kept, answer.body.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')];
  }
  return answers;
}

const filters = [
  '&limit=3&section=world&agency=reuters&topic=weather&byline=jane-doe&kind=story&kind=analysis&locale=en&locale=de',
  '&urgencyMax=4&breaking=true&publishedFrom=2026-11-20&updatedTo=2026-11-23',
].flatMap((list) => list.split('&'));
const words = [
  'weather',
  'nato',
  'story',
  'odd',
  '"long paragraph"',
  'para*',
  'zurich',
  '東京',
  'kishida -nato',
  'wetter',
  '天気',
];

const lists = 'articles agencies bylines sections topics media alerts incoming actors keys events'.split(' ');

/** Addresses of all kinds, of the public and of the desk. */
export async function addressesOf(house: House, authorization: string): Promise<string[]> {
  async function get(url: string) {
    return (await house.app.inject({ url, headers: { authorization } })).json();
  }
  const pages: string[] = [];
  const ids: Record<string, string[]> = {};
  for (const list of lists) {
    ids[list] = [];
    for (let url: string | undefined = `/v1/desk/${list}?limit=100`; url !== undefined;) {
      pages.push(url);
      const { data, page } = await get(url);
      ids[list].push(
        ...data
          .filter(({ headline }: { headline?: string }) => !headline?.startsWith('One of many'))
          .map(({ id }: { id: string }) => id),
      );
      url = page.next && `/v1/desk/${list}?limit=100&cursor=${page.next}`;
    }
  }
  const { events: _, incoming, ...known } = ids;
  const articles = known['articles']!;
  const sorts = ['-publishedAt', 'publishedAt', '-updatedAt', 'updatedAt'];
  return [
    ...pages,
    ...sorts.flatMap((sort) => filters.map((filter) => `/v1/articles?count=true&sort=${sort}&${filter}`)),
    ...['relevance', '-publishedAt', 'publishedAt'].flatMap((sort) =>
      words.map((q) => `/v1/search?q=${encodeURIComponent(q)}&count=true&sort=${sort}`),
    ),
    ...['relevance', '-savedAt', 'savedAt'].flatMap((sort) =>
      words.map((q) => `/v1/desk/search?q=${encodeURIComponent(q)}&count=true&sort=${sort}`),
    ),
    ...[
      '',
      'publication=live',
      'publication=killed',
      'state=review',
      'deleted=true',
      'list=scheduled',
      'list=withoutAltText',
      'q=odd',
    ].map((query) => `/v1/desk/articles?${query}`),
    ...['rss.xml', 'atom.xml', 'feed.json', 'news-sitemap.xml'].map((name) => `/feeds/${name}`),
    ...[
      '/sitemap.xml',
      '/sitemaps/2026-11.xml',
      '/v1',
      '/v1/corrections',
      '/v1/alerts',
      '/v1/desk/lists',
      '/v1/desk/lists/rights',
    ],
    ...['agencies', 'bylines', 'sections', 'topics'].flatMap((list) => [
      `/v1/${list}`,
      ...known[list]!.map((id) => `/v1/${list}/${id}`),
    ]),
    ...known['media']!.map((id) => `/v1/media/${id}`),
    ...incoming!.map((id) => `/v1/desk/incoming/${id}`),
    ...Object.entries(known).flatMap(([list, some]) => some.map((id) => `/v1/desk/${list}/${id}`)),
    ...articles.flatMap((id) => [
      ...['', '?body=html', '/jsonld', '/ninjs', '/similar', '?include=cards,renditions,profiles'].map(
        (end) => `/v1/articles/${id}${end}`,
      ),
      ...['versions', 'versions/1', 'history', 'previews', 'preflight', 'corrections'].map(
        (part) => `/v1/desk/articles/${id}/${part}`,
      ),
    ]),
  ];
}
