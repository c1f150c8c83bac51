import { describe, expect, it } from 'vitest';
import { deskOf } from '../../../support/desk.ts';
import { givenPicture, givenStory } from '../../../support/given.ts';
import { openHouse } from '../../../support/house.ts';

/** A body with all that a text form has to carry, and the pictures and the story that it names. */
async function givenRich() {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, 'editor');
  const captions = { en: { caption: 'A  lectern,\nempty.', altText: 'A grey "lectern".' } };
  const own = await givenPicture(house, { captions, creditLine: 'A Photographer/Pool' });
  const plain = await givenPicture(house, { captions: { en: { altText: 'A flag.' } }, creditLine: 'Pool' });
  const other = await givenStory(house, { headline: 'Another', slug: 'another' });
  const image = { _type: 'image' as const, media: own };
  const link = { _type: 'articleLink' as const, _key: 'a1', article: other };
  const body = [
    image,
    { _type: 'image' as const, media: plain },
    { ...image, caption: 'Words of this story.', altText: 'Alt text of this story.' },
    {
      _type: 'block' as const,
      children: [{ _type: 'span' as const, text: '日本の「首相」は another.', marks: ['a1'] }],
      markDefs: [link],
    },
  ];
  const rest = [
    { _type: 'gallery' as const, items: [image, { _type: 'image' as const, media: plain }] },
    { _type: 'embed' as const, url: 'https://video.example/1', provider: 'video', title: 'A film' },
    { _type: 'note' as const, kind: 'background', text: 'One.\nTwo.' },
  ];
  return { house, desk, body, rest, own };
}

describe('a text that an editor takes from the desk in one form and sends back', () => {
  it('as HTML changes nothing: no version is made', async () => {
    const { desk, body, rest } = await givenRich();
    const { id, etag } = await desk.create({ body: [...body, ...rest] });
    const { bodyHtml } = await desk.read(`${id}?body=html`);
    expect(bodyHtml).toContain('<small>A Photographer/Pool</small>');
    const same = await desk.patch(id, { bodyHtml });
    expect([same.statusCode, same.headers['etag']]).toEqual([200, etag]);
  });

  it('as Markdown keeps pictures, their words and credits: only the link to a story becomes one to its page', async () => {
    const { desk, body } = await givenRich();
    const { id, etag } = await desk.create({ body: body.slice(0, 3) });
    const { bodyMarkdown } = await desk.read(`${id}?body=markdown`);
    expect(bodyMarkdown).toContain('Pool');
    expect((await desk.patch(id, { bodyMarkdown })).headers['etag']).toBe(etag);
  });

  it('shows a mended caption afterwards: what the picture says anyhow is not kept with the story', async () => {
    const { house, desk, body, own } = await givenRich();
    const { id } = await desk.create({ body });
    const { bodyHtml } = await desk.read(`${id}?body=html`);
    await desk.patch(id, { bodyHtml: `${bodyHtml}<p>More.</p>` });
    await desk.act(id, 'publish', {});
    const mended = { caption: 'Mended.', altText: 'Mended alt text.' };
    const { etag } = (await desk.send('GET', `/media/${own}`)).json();
    const answer = await desk.send('PUT', `/media/${own}/captions/en`, { etag, body: mended });
    expect(answer.statusCode).toBeLessThan(300);
    const shown = (await house.client.get(`/v1/articles/${id}?body=html`)).json().bodyHtml;
    expect(shown).toContain('<figcaption>Mended. <small>A Photographer/Pool</small></figcaption>');
    expect(shown).toContain(
      '<figcaption>Words of this story. <small>A Photographer/Pool</small></figcaption>',
    );
  });
});

describe('a text in place of blocks', () => {
  it('is refused with the names of the fields for text; another value with what it must be', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const id = await givenStory(house, { headline: 'A story' });
    for (const [body, detail] of [
      ['A text.', 'body must be a list of blocks: send text as bodyText, bodyMarkdown or bodyHtml'],
      [5, 'body must be a list'],
    ] as const) {
      const refused = await desk.patch(id, { body });
      expect([refused.statusCode, refused.json()['errors']]).toEqual([
        400,
        [expect.objectContaining({ pointer: '/body', detail })],
      ]);
    }
  });
});

describe('a quotation that HTML marks as one', () => {
  it('has the marks of the story’s language, when it is new and when it is changed', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const { id } = await desk.create({ locale: 'fr', bodyHtml: '<p>Il dit <q>oui</q>.</p>' });
    expect((await desk.read(`${id}?body=text`)).bodyText).toBe('Il dit «\u00a0oui\u00a0».');
    await desk.patch(id, { bodyMarkdown: 'Il dit <q>non</q>.' });
    expect((await desk.read(`${id}?body=text`)).bodyText).toBe('Il dit «\u00a0non\u00a0».');
  });
});
