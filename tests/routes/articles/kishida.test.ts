import { describe, expect, it } from 'vitest';
import { openHouse } from '../../support/house.ts';
import { seedPage } from '../../support/shared.ts';
import { slugsAt } from '../../support/walk.ts';

const url = '/v1/articles/japans-kishida-considers-joining-nato-summit-sources';
const page = seedPage();

describe('GET /v1/articles/japans-kishida-considers-joining-nato-summit-sources', () => {
  it('is ready to render in one call', async () => {
    const house = await openHouse();
    const story = (await house.client.get(url)).json();
    expect(story).toMatchObject({
      id: expect.stringMatching(/^article_[0-9a-z]{26}$/),
      locale: 'en',
      kind: 'story',
      headline: "Japan's Kishida Considers Joining NATO Summit -Sources",
      bylines: [{ role: 'author', byline: { name: 'Reuters', kind: 'desk' } }],
      agency: {
        name: 'Reuters',
        kind: 'wire',
        url: 'https://www.reuters.com/',
        logo: { src: expect.stringMatching(/\.jpg$/) },
      },
      creditLine: 'Reuters',
      section: { slug: expect.any(String), parent: { slug: expect.any(String) } },
      leadMedia: {
        caption: expect.stringMatching(
          /^Japan's Prime Minister Fumio Kishida speaks .* in Tokyo, May 24, 2022\.$/,
        ),
      },
      breaking: false,
      publishedAt: expect.stringMatching(/^2022-06-\d\dT\d\d:\d\d:\d\d\.000Z$/),
      version: 1,
      corrections: [],
    });
    expect(story.topics.length).toBeGreaterThan(0);
    expect(story.leadMedia.altText).not.toBe(story.leadMedia.caption);
    expect(story.leadMedia).not.toHaveProperty('creditLine');
    expect(story).not.toHaveProperty('deskNote');
  });

  it('has the profiles and every rendition for who asks for them', async () => {
    const house = await openHouse();
    const both = await house.client.get(`${url}?include=profiles,renditions`);
    expect(both.json()).toMatchObject({
      bylines: [{ byline: { name: 'Reuters', agency: { slug: 'reuters' } } }],
      agency: {
        founded: 1851,
        owner: { name: 'Thomson Reuters Corporation', basedIn: 'Toronto, Canada' },
        profile: expect.stringContaining(
          'over 16 languages to more than 1000 newspapers and 750 broadcasters',
        ),
        logo: {
          renditions: expect.arrayContaining([
            expect.objectContaining({ name: expect.stringContaining('16x9') }),
          ]),
        },
      },
      leadMedia: { contentCreated: '2022-05-24', place: 'Tokyo', decorative: false },
    });
    const repeated = await house.client.get(`${url}?include=renditions&include=profiles`);
    expect(repeated.json()).toEqual(both.json());
  });

  it('says who says so: who told it first, who would not be named, who would not comment', async () => {
    const house = await openHouse();
    const { attributions, body } = (await house.client.get(url)).json();
    const roles = attributions.map(({ role }: { role: string }) => role);
    expect(roles).toEqual(expect.arrayContaining(['firstReport', 'relayed', 'anonymousSource', 'noComment']));
    expect(attributions).toContainEqual(
      expect.objectContaining({ role: 'firstReport', agency: expect.objectContaining({ slug: 'kyodo' }) }),
    );
    expect(attributions).toContainEqual(
      expect.objectContaining({ role: 'anonymousSource', reason: 'asked not to be named' }),
    );
    for (const { role, name } of attributions) if (role === 'anonymousSource') expect(name).toBeUndefined();
    const keys = body.map(({ _key }: { _key: string }) => _key);
    for (const { blocks = [] } of attributions) expect(keys).toEqual(expect.arrayContaining(blocks));
  });

  it('comes as text, HTML and Markdown with the same words', async () => {
    const house = await openHouse();
    const { bodyText } = (await house.client.get(`${url}?body=text`)).json();
    const paragraphs: string[] = bodyText.split('\n\n');
    expect(paragraphs).toHaveLength(10);
    const { bodyHtml } = (await house.client.get(`${url}?body=html`)).json();
    expect(bodyHtml.match(/<p>/g)).toHaveLength(10);
    const { bodyMarkdown } = (await house.client.get(`${url}?body=markdown`)).json();
    expect(bodyMarkdown.replaceAll('\\', '').split('\n\n')).toHaveLength(10);
  });

  it.skipIf(!page)('is the page, paragraph by paragraph', async () => {
    const house = await openHouse();
    const story = (await house.client.get(`${url}?include=profiles`)).json();
    const first = page!.findIndex((line) => line.startsWith('Japanese Prime Minister Fumio Kishida'));
    expect(page).toContain(story.headline);
    expect(page).toContain(story.leadMedia.caption);
    expect(page).toContain(story.agency.profile);
    const told = story.body.map((block: any) =>
      block.children.map(({ text }: { text: string }) => text).join(''),
    );
    expect(told).toEqual(page!.slice(first, first + 10));
    expect((await house.client.get(`${url}?body=text`)).json().bodyText.split('\n\n')).toEqual(told);
  });

  it('is found by what the seed page says of it', async () => {
    const house = await openHouse();
    const slug = url.split('/').at(-1);
    for (const query of ['agency=reuters', 'byline=reuters&topic=nato'])
      expect(await slugsAt(house, `/v1/articles?${query}`)).toContain(slug);
  });
});
