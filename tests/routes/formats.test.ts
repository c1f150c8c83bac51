import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { deskOf } from '../support/desk.ts';
import { givenAgency, givenPicture, givenStory } from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';
import { limited } from '../support/pictures.ts';
import { sharedFile } from '../support/shared.ts';

const kishida = '/v1/articles/japans-kishida-considers-joining-nato-summit-sources';

async function get(house: House, path: string) {
  return (await house.client.get(path)).json();
}

/** What IPTC's own schema has against a document; dates must be those of RFC 3339, which the format lets vary. */
function ninjsFaults(schemas: { ninjs: string; geo: string }) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addMetaSchema(JSON.parse(readFileSync(draft7, 'utf8')) as object);
  ajv.addSchema(
    JSON.parse(readFileSync(schemas.geo, 'utf8')) as object,
    'https://geojson.org/schema/GeoJSON.json',
  );
  const validate = ajv.compile(JSON.parse(readFileSync(schemas.ninjs, 'utf8')) as object);
  return function faults(document: unknown): string[] {
    validate(document);
    const dates = [...JSON.stringify(document).matchAll(/"\w*(?:Created|Until|expires)":"([^"]*)"/g)];
    return [
      ...(validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`),
      ...dates.flatMap(([all, date]) =>
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(date!) ? [] : [all],
      ),
    ];
  };
}

const draft7 = new URL('../../node_modules/ajv/dist/refs/json-schema-draft-07.json', import.meta.url);

describe('a story as ninjs', () => {
  it('is what IPTC says it must be, for every story and every list', async (context) => {
    const faults = ninjsFaults({
      ninjs: sharedFile(context, 'ninjs/schemas/ninjs-schema_3.1.json'),
      geo: sharedFile(context, 'ninjs/schemas/GeoJSON-schema.json'),
    });
    const house = await openHouse();
    await givenStory(house, {
      leadMedia: { media: await givenPicture(house, limited) },
      digitalSourceType: 'compositeSynthetic',
    });
    const { data } = await get(house, '/v1/articles?limit=100');
    for (const { id } of data) {
      const ninjs = await get(house, `/v1/articles/${id}/ninjs`);
      expect([id, faults(ninjs)]).toEqual([id, []]);
    }
    for (const feed of ['', '/sections/world', '/locales/ja'])
      expect(faults(await get(house, `/feeds${feed}/ninjs.json`))).toEqual([]);
    const gone = await get(house, '/v1/articles/clock-tower-to-be-moved/ninjs');
    expect([gone.pubStatus, faults(gone)]).toEqual(['canceled', []]);
    const whole = await get(house, `${kishida}/ninjs`);
    for (const wrong of [
      { urgency: 0 },
      { pubStatus: 'cancelled' },
      { uri: '/here' },
      { versionCreated: '2022-06-04' },
    ])
      expect(faults({ ...whole, ...wrong })).not.toEqual([]);
    expect(faults({ ...whole, versionCreated: '2022-06-04 00:00:00Z' })).not.toEqual([]);
  });

  it('carries the credit, the chain of sources, the rights and the pictures of the story', async () => {
    const house = await openHouse();
    const ninjs = await get(house, `${kishida}/ninjs`);
    const story = await get(house, `${kishida}?include=renditions`);
    expect(ninjs).toMatchObject({
      uri: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
      version: '1',
      firstCreated: story.publishedAt,
      versionCreated: story.updatedAt,
      pubStatus: 'usable',
      by: 'Reuters',
      copyrightHolder: 'Reuters',
      usageTerms: story.rights.usageTerms,
      altIds: expect.arrayContaining([{ role: 'dateline', value: story.id }]),
    });
    expect(ninjs.infoSources[0]).toMatchObject({ name: 'Reuters', role: 'supplier' });
    expect(ninjs.infoSources.map(({ role }: { role: string }) => role).slice(1)).toEqual([
      ...story.attributions.map(({ role }: { role: string }) => role),
      'author',
    ]);
    expect(ninjs.infoSources.map(({ name }: { name: string }) => name)).toEqual([
      'Reuters',
      'sources familiar with the matter',
      'Japanese government (a government spokesman)',
      'Kyodo News',
      'Kyodo News (government sources)',
      'the sources familiar with the matter, who told Reuters (asked not to be named)',
      "Kyodo's sources (via Kyodo News)",
      'Voice of America',
      'Reuters',
    ]);
    const [lead] = ninjs.associations;
    expect(lead).toMatchObject({
      name: 'lead',
      type: 'picture',
      descriptions: expect.arrayContaining([
        { role: 'caption', contentType: 'text/plain', value: story.leadMedia.caption },
        { role: 'altText', contentType: 'text/plain', value: story.leadMedia.altText },
      ]),
    });
    expect(lead.renditions).toHaveLength(story.leadMedia.renditions.length);
    expect(ninjs.bodies[1].value).toBe((await get(house, `${kishida}?body=text`)).bodyText);
    expect(JSON.stringify(ninjs)).not.toMatch(/null|deskNote/);
  });
});

describe('a story as JSON-LD', () => {
  it('names authors, agency, publisher, pictures with their credit and terms, and what was corrected', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const media = await givenPicture(house);
    const agency = await givenAgency(house, { policies: { ethics: 'https://wire.example/ethics' } });
    const { id } = await desk.create({
      kind: 'opinion',
      agency,
      leadMedia: { media },
      standfirst: 'In short.',
    });
    await desk.act(id, 'publish', {});
    await desk.patch(id, { headline: 'Corrected' });
    await desk.act(id, 'publish', { change: { kind: 'correction', text: 'It was wrong.' } });
    const answer = await house.client.get(`/v1/articles/${id}/jsonld`);
    expect(answer.headers['content-type']).toMatch(/^application\/ld\+json/);
    const story = await get(house, `/v1/articles/${id}`);
    expect(answer.json()).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'OpinionNewsArticle',
      headline: 'Corrected',
      description: 'In short.',
      datePublished: story.publishedAt,
      dateModified: story.updatedAt,
      author: { '@type': 'NewsMediaOrganization', name: story.agency.name },
      sourceOrganization: { ethicsPolicy: 'https://wire.example/ethics' },
      publisher: { '@type': 'NewsMediaOrganization' },
      correction: [{ '@type': 'CorrectionComment', text: 'It was wrong.' }],
      wordCount: 2,
      articleBody: 'One paragraph.',
    });
    const shapes = answer
      .json()
      .image.map(({ width, height }: Record<string, { value: number }>) => width!.value / height!.value);
    expect(shapes.map((shape: number) => shape.toFixed(2))).toEqual(
      expect.arrayContaining(['1.78', '1.33', '1.00']),
    );
  });

  it('credits the pictures in its text as well', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house, { creditLine: 'Pool' });
    const id = await givenStory(house, { body: [{ _type: 'gallery', items: [{ _type: 'image', media }] }] });
    const { image } = await get(house, `/v1/articles/${id}/jsonld`);
    expect(image[0]).toMatchObject({ '@type': 'ImageObject', creditText: 'Pool', caption: 'A lectern.' });
  });

  it('tells whose report it relays', async () => {
    const house = await openHouse();
    expect(await get(house, `${kishida}/jsonld`)).toMatchObject({
      author: [{ name: 'Reuters' }],
      citation: [{ publisher: { name: 'Kyodo News' } }],
      copyrightHolder: { name: 'Reuters' },
    });
  });
});

describe.each(['ninjs', 'jsonld'])('a story as %s', (format) => {
  it('moves, and goes, with the story', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const { id, slug } = await desk.create();
    expect((await house.client.get(`/v1/articles/${id}/${format}`)).statusCode).toBe(404);
    await desk.act(id, 'publish', {});
    await desk.patch(id, { slug: 'elsewhere' });
    await desk.act(id, 'publish', { change: { kind: 'update', text: 'Renamed.' } });
    const moved = await house.client.get(`/v1/articles/${slug}/${format}`);
    expect([moved.statusCode, moved.headers['location']]).toEqual([
      301,
      `/v1/articles/elsewhere/${format}?locale=en`,
    ]);
    const asked = await house.client.get(`/v1/articles/${slug}/${format}?captionLocale=ja`);
    expect(asked.headers['location']).toBe(`/v1/articles/elsewhere/${format}?captionLocale=ja&locale=en`);
    const found = await house.client.get(`/v1/articles/elsewhere/${format}`);
    const { etag } = found.headers;
    const again = await house.client.get(`/v1/articles/elsewhere/${format}`, {
      headers: { 'if-none-match': etag! },
    });
    expect([found.statusCode, again.statusCode]).toEqual([200, 304]);
    await desk.act(id, 'withdraw', { reason: 'Wrong.', notice: 'It was wrong.' });
    expect((await house.client.get(`/v1/articles/${id}/${format}`)).statusCode).toBe(410);
  });

  it('leaves out what it does not have', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenStory(house);
    expect((await house.client.get(`/v1/articles/${id}/${format}`)).body).not.toMatch(/null|\[\]/);
  });
});

describe('JSON that is made to be put into HTML', () => {
  it('holds no character that ends a script or begins a tag, and says the same', async () => {
    const house = await openHouse({ seed: 'none' });
    const headline = '</script><script>alert(1)</script> & <!-- \\u003c';
    const text = `${headline} \u2028 \u2029`;
    const id = await givenStory(house, { headline, standfirst: text, bodyText: text });
    const { url } = await get(house, `/v1/articles/${id}`);
    const card = `/oembed?url=${encodeURIComponent(url)}`;
    for (const path of [`/v1/articles/${id}/jsonld`, card]) {
      const { body } = await house.client.get(path);
      expect([path, body.match(/[<>&\u2028\u2029]/g)]).toEqual([path, null]);
    }
    expect((await get(house, `/v1/articles/${id}/jsonld`)).headline).toBe(headline);
    expect((await get(house, card)).title).toBe(headline);
  });
});
