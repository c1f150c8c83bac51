import { describe, expect, it } from 'vitest';
import { openHouse } from '../../support/house.ts';
import { givenPicture, givenStory } from '../../support/given.ts';

// Without `body` the text of a body is passed on as it is stored, where that is what readers are shown.
describe('a body that is passed on', () => {
  it('is the same as the one whose blocks were asked for', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house, { captions: { en: { altText: 'Lectern' } } });
    await givenStory(house, { slug: 'live' });
    const span = { _type: 'span', text: 'Says "_type":"image" \\ "\\ud800 passed on" \u2028 ☂ 𐀀</script>' };
    const link = [{ _type: 'articleLink', _key: 'l', article: 'live' }];
    const bodies = {
      text: [{ _type: 'block', children: [span] }],
      table: [{ _type: 'table', rows: [['image', 'gallery']] }],
      note: [{ _type: 'note', text: 'A note.' }],
      embed: [{ _type: 'embed', url: 'https://video.example/1', title: 'A video' }],
      image: [{ _type: 'image', media }],
      gallery: [{ _type: 'gallery', items: [{ _type: 'image', media }] }],
      link: [{ _type: 'block', markDefs: link, children: [{ ...span, marks: ['l'] }] }],
    };
    for (const [slug, body] of Object.entries(bodies)) await givenStory(house, { slug, body: body as never });
    for (const slug of Object.keys(bodies)) {
      const [stored, blocks] = await Promise.all(
        ['', '?body=blocks'].map((query) => house.client.get(`/v1/articles/${slug}${query}`)),
      );
      expect(stored!.payload, slug).toBe(blocks!.payload);
      expect(stored!.headers.etag, slug).toBe(blocks!.headers.etag);
    }
    const lists = ['', '&body=blocks'].map((query) => house.client.get(`/v1/articles?include=body${query}`));
    const [stored, blocks] = await Promise.all(lists);
    expect(stored!.payload).toBe(blocks!.payload);
    const texts = stored!.json().data.map(({ body }: { body: object[] }) => JSON.stringify(body));
    expect(texts.join()).toContain('"src":');
    expect(texts.join()).toContain('"href":');
  });
});
