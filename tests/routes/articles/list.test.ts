import { describe, expect, it } from 'vitest';
import { openHouse } from '../../support/house.ts';
import { givenCopy, givenPicture, givenStory, givenUpdate } from '../../support/given.ts';
import { slugsAt } from '../../support/walk.ts';
import { furnishedHouse } from './furnished.ts';

describe('GET /v1/articles', () => {
  it('shows live stories, newest first, and no draft', async () => {
    const house = await furnishedHouse();
    await givenCopy(house, { headline: 'Friday' });
    expect(await slugsAt(house, '/v1/articles')).toEqual(['thursday', 'wednesday', 'tuesday', 'monday']);
  });

  it('shows summaries: all that a front page needs, and no text', async () => {
    const house = await furnishedHouse();
    const [, , tuesday] = (await house.client.get('/v1/articles')).json().data;
    expect(tuesday).toMatchObject({
      locale: 'ja',
      url: 'http://localhost:3000/v1/articles/tuesday?locale=ja',
      bylines: [{ role: 'author', byline: { slug: 'jane-doe' } }, { byline: { slug: 'john-roe' } }],
      agency: { slug: 'kyodo' },
      section: { slug: 'asia' },
      topics: [{ slug: 'nato' }, { slug: 'g7' }],
      publishedAt: '2022-06-07T12:00:00.000Z',
    });
    expect(tuesday).not.toHaveProperty('body');
    expect(tuesday.agency).not.toHaveProperty('kind');
  });

  it('is empty in an empty newsroom', async () => {
    const house = await openHouse({ seed: 'none' });
    expect((await house.client.get('/v1/articles?count=true')).json()).toEqual({
      data: [],
      page: { limit: 20, total: 0 },
    });
  });

  it('takes a section with those below it', async () => {
    const house = await furnishedHouse();
    expect(await slugsAt(house, '/v1/articles?section=world')).toEqual(['tuesday', 'monday']);
  });

  it('takes an id wherever it takes a slug', async () => {
    const house = await furnishedHouse();
    const { id } = (await house.client.get('/v1/agencies/kyodo')).json();
    expect(await slugsAt(house, `/v1/articles?agency=${id}`)).toEqual(['tuesday']);
  });

  it('fetches several by id, and leaves out those that are not live', async () => {
    const house = await furnishedHouse();
    const draft = await givenCopy(house, { headline: 'Friday' });
    const { data } = (await house.client.get('/v1/articles?kind=story')).json();
    const ids = [...data.map(({ id }: { id: string }) => id), draft];
    expect(await slugsAt(house, `/v1/articles?ids=${ids.join(',')}`)).toEqual(['tuesday', 'monday']);
    const refused = await house.client.get('/v1/articles?ids=monday');
    expect(refused.statusCode).toBe(400);
    expect(refused.json().errors[0].parameter).toBe('ids');
  });

  it('sorts by first publication or by the last public change, either way', async () => {
    const house = await furnishedHouse();
    const { id } = (await house.client.get('/v1/articles/monday')).json();
    await givenUpdate(house, id, { headline: 'Monday', standfirst: 'New.' });
    expect(await slugsAt(house, '/v1/articles?sort=publishedAt')).toEqual([
      'monday',
      'tuesday',
      'wednesday',
      'thursday',
    ]);
    expect(await slugsAt(house, '/v1/articles?sort=-updatedAt')).toEqual([
      'monday',
      'thursday',
      'wednesday',
      'tuesday',
    ]);
    expect(await slugsAt(house, '/v1/articles?sort=updatedAt')).toEqual([
      'tuesday',
      'wednesday',
      'thursday',
      'monday',
    ]);
  });

  it('gives whole stories when asked, in the form that is asked for', async () => {
    const house = await furnishedHouse();
    async function first(query: string) {
      return (await house.client.get(`/v1/articles?limit=1&${query}`)).json().data[0];
    }
    expect((await first('include=body')).body[0].children[0].text).toBe('One paragraph.');
    expect(await first('include=body&body=html')).toMatchObject({ bodyHtml: '<p>One paragraph.</p>' });
    expect(await first('include=body&body=text')).toMatchObject({ bodyText: 'One paragraph.' });
    expect((await first('include=body&body=markdown')).bodyMarkdown).toContain('One paragraph');
    expect(await first('include=body&body=text')).not.toHaveProperty('body');
  });

  it('shows the lead picture in the language of each story', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house, {
      captions: { en: { altText: 'A lectern.' }, ja: { altText: '演台。' } },
    });
    await givenStory(house, { headline: 'In English', leadMedia: { media } });
    await givenStory(house, { headline: 'In Japanese', locale: 'ja', leadMedia: { media } });
    const { data } = (await house.client.get('/v1/articles?sort=publishedAt')).json();
    expect(data.map((story: any) => story.leadMedia.altText)).toEqual(['A lectern.', '演台。']);
  });

  it('names the next page in its body and in its Link header', async () => {
    const house = await furnishedHouse();
    const answer = await house.client.get('/v1/articles?agency=reuters&limit=1');
    const { next } = answer.json().page;
    expect(String(answer.headers.link).split(', </feeds')[0]).toBe(
      `</v1/articles?agency=reuters&limit=1>; rel="first", </v1/articles?agency=reuters&limit=1&cursor=${next}>; rel="next"`,
    );
    const last = await house.client.get(`/v1/articles?agency=reuters&limit=1&cursor=${next}`);
    expect(last.json()).toMatchObject({ data: [{ slug: 'monday' }], page: { limit: 1 } });
    expect(last.json().page).not.toHaveProperty('next');
    expect(last.headers.link).not.toContain('rel="next"');
  });
});
