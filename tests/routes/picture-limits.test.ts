/** The limits of a picture's use, in every output: named there, or the picture is left out. */
import { describe, expect, it } from 'vitest';
import { deskOf } from '../support/desk.ts';
import { givenAgency, givenByline, givenPicture, givenStory } from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';

const outputs = {
  ninjs: (id: string) => `/v1/articles/${id}/ninjs`,
  jsonld: (id: string) => `/v1/articles/${id}/jsonld`,
  rss: () => '/feeds/rss.xml',
  atom: () => '/feeds/atom.xml',
  jsonFeed: () => '/feeds/feed.json',
  ninjsFeed: () => '/feeds/ninjs.json',
};

/** What each output of a story says, as text. */
async function outputsOf(house: House, id: string): Promise<Record<keyof typeof outputs | 'oembed', string>> {
  const said = {} as Record<keyof typeof outputs | 'oembed', string>;
  for (const [name, pathOf] of Object.entries(outputs) as [keyof typeof outputs, (id: string) => string][])
    said[name] = (await house.client.get(pathOf(id))).body;
  const { url } = (await house.client.get(`/v1/articles/${id}`)).json();
  said.oembed = (await house.client.get(`/oembed?url=${encodeURIComponent(url)}`)).body;
  return said;
}

/** The outputs that have the file of this picture. */
function showing(said: Record<string, string>, media: string): string[] {
  return Object.keys(said).filter((name) => said[name]!.includes(`/media/${media}/`));
}

async function givenLimited(rights: object, more: object = {}) {
  const house = await openHouse({ seed: 'none' });
  const media = await givenPicture(house, { rights, ...more });
  const image = { _type: 'image' as const, media };
  const id = await givenStory(house, { leadMedia: { media }, body: [image], placements: [{ media }] });
  return { house, media, id, said: await outputsOf(house, id) };
}

describe('a picture with limits', () => {
  it('is everywhere without any, and with the web among its channels', async () => {
    for (const rights of [{ notice: '© Doe' }, { channels: ['web', 'print'] }]) {
      const { said, media } = await givenLimited(rights);
      expect(showing(said, media)).toEqual(Object.keys(said));
      expect(JSON.parse(said.jsonld).thumbnailUrl).toContain(`/media/${media}/`);
    }
  });

  it('is in ninjs alone when it is not for the web', async () => {
    const { said, media } = await givenLimited({ channels: ['print', 'syndication'] });
    expect(showing(said, media)).toEqual(['ninjs', 'ninjsFeed']);
    expect(said.ninjs).toContain('Only through print, syndication.');
  });

  it('is only where its countries are named when it is for some', async () => {
    const { said, media } = await givenLimited({ territories: ['JP', 'US'], usageTerms: 'One use.' });
    expect(showing(said, media).toSorted()).toEqual(['atom', 'jsonld', 'ninjs', 'ninjsFeed', 'rss']);
    for (const feed of [said.rss, said.atom]) {
      expect(feed).toContain(
        '<media:restriction relationship="allow" type="country">jp us</media:restriction>',
      );
      expect(feed).not.toContain('&lt;img');
      expect(feed).not.toContain('rel="enclosure"');
    }
    const [association] = JSON.parse(said.ninjs).associations;
    expect(association.usageTerms).toBe('One use. – Only in JP, US.');
    expect(JSON.parse(said.jsonld).image[0]).toMatchObject({
      conditionsOfAccess: 'Only in JP, US.',
      regionsAllowed: [
        { '@type': 'Country', identifier: 'JP' },
        { '@type': 'Country', identifier: 'US' },
      ],
      usageInfo: { '@type': 'CreativeWork', text: 'One use.' },
    });
    expect(JSON.parse(said.jsonld)).not.toHaveProperty('thumbnailUrl');
  });

  it('says until when, where its terms are, who licenses it, and whether it may be mined', async () => {
    const { said } = await givenLimited(
      {
        holder: 'Sample Ltd; Jane Doe',
        notice: '© Doe',
        webStatement: 'https://pictures.example/terms',
        licensors: [{ name: 'Doe' }, { url: 'https://pictures.example/license' }],
        dataMining: 'DMI-PROHIBITED-AIMLTRAINING',
        otherConstraints: 'Not for advertising.',
      },
      { usableUntil: '2099-01-01T00:00:00Z', creditLine: 'Doe/Sample', creators: [{ name: 'Jane Doe' }] },
    );
    const end = '2099-01-01T00:00:00.000Z';
    const words = `Only until ${end}. Data mining: DMI-PROHIBITED-AIMLTRAINING (PLUS). Not for advertising.`;
    expect(JSON.parse(said.jsonld).image[0]).toMatchObject({
      expires: end,
      license: 'https://pictures.example/terms',
      acquireLicensePage: 'https://pictures.example/license',
      creditText: 'Doe/Sample',
      copyrightNotice: '© Doe',
      copyrightHolder: [
        { '@type': 'Organization', name: 'Sample Ltd' },
        { '@type': 'Organization', name: 'Jane Doe' },
      ],
      creator: [{ '@type': 'Person', name: 'Jane Doe' }],
      conditionsOfAccess: words,
    });
    expect(JSON.parse(said.ninjs).associations[0]).toMatchObject({
      expires: end,
      rightsInfo: { linkedRights: 'https://pictures.example/terms' },
      usageTerms: words,
    });
    for (const feed of [said.rss, said.atom]) {
      expect(feed).toContain(`<dcterms:valid>end=${end}; scheme=W3C-DTF</dcterms:valid>`);
      expect(feed).toContain('<media:license type="text/html" href="https://pictures.example/terms">');
      expect(feed).toContain(`<media:copyright>© Doe – ${words}</media:copyright>`);
    }
  });
});

describe('the first picture of every output', () => {
  /** The pictures of an output, each once, in its order. */
  function orderIn(name: string, said: string): string[] {
    // The HTML of a body comes before the associations in ninjs.
    if (name === 'ninjs') return orderIn('', JSON.stringify(JSON.parse(said).associations));
    return [...new Set([...said.matchAll(/\/media\/(media_[0-9a-z]{26})\//g)].map(([, id]) => id!))];
  }

  it('is the lead, also when it stands in the text again, and never one that only a placement has', async () => {
    const house = await openHouse({ seed: 'none' });
    const [lead, inText, placed] = [
      await givenPicture(house),
      await givenPicture(house),
      await givenPicture(house),
    ] as [string, string, string];
    const id = await givenStory(house, {
      leadMedia: { media: lead },
      body: [
        { _type: 'image', media: inText },
        { _type: 'image', media: lead },
      ],
      placements: [{ media: placed }],
    });
    const said = await outputsOf(house, id);
    for (const name of ['ninjs', 'jsonld', 'rss', 'atom', 'jsonFeed'] as const)
      expect([name, orderIn(name, said[name])]).toEqual([name, [lead, inText, placed]]);
  });

  it('is one of the text where there is no lead', async () => {
    const house = await openHouse({ seed: 'none' });
    const [inText, placed] = [await givenPicture(house), await givenPicture(house)] as [string, string];
    const id = await givenStory(house, {
      body: [{ _type: 'image', media: inText }],
      placements: [{ media: placed }],
    });
    const said = await outputsOf(house, id);
    for (const name of ['ninjs', 'jsonld', 'rss', 'atom', 'jsonFeed'] as const)
      expect([name, orderIn(name, said[name])[0]]).toEqual([name, inText]);
  });
});

describe('who made a picture, in JSON-LD', () => {
  it('is the photographer of the story where the picture names nobody', async () => {
    const house = await openHouse({ seed: 'none' });
    const byline = await givenByline(house, { name: 'Mary Major' });
    const agency = await givenAgency(house);
    const pictures = [
      await givenPicture(house),
      await givenPicture(house, { creators: [{ name: 'Jane Doe' }] }),
      await givenPicture(house, { agency }),
    ] as const;
    const id = await givenStory(house, {
      bylines: [{ byline, role: 'photographer' }],
      body: pictures.map((media) => ({ _type: 'image' as const, media })),
    });
    const { image } = (await house.client.get(`/v1/articles/${id}/jsonld`)).json();
    const makers = pictures.map((media) =>
      image
        .find(({ url }: { url: string }) => url.includes(media))
        .creator?.map(({ name }: { name: string }) => name),
    );
    expect(makers).toEqual([['Mary Major'], ['Jane Doe'], undefined]);
  });
});

describe('how the text of a story was made', () => {
  it('is set at the desk, public, in every output that has a word for it, and comes back from ninjs', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const { id } = await desk.create({ digitalSourceType: 'compositeWithTrainedAlgorithmicMedia' });
    const copy = await desk.patch(id, { digitalSourceType: 'compositeSynthetic' });
    expect(copy.json().digitalSourceType).toBe('compositeSynthetic');
    expect((await desk.act(id, 'publish', {})).statusCode).toBe(200);
    expect((await house.client.get(`/v1/articles/${id}`)).json().digitalSourceType).toBe(
      'compositeSynthetic',
    );
    const said = await outputsOf(house, id);
    expect(JSON.parse(said.jsonld).digitalSourceType).toBe(
      'https://schema.org/CompositeSyntheticDigitalSource',
    );
    const ninjs = JSON.parse(said.ninjs);
    expect(ninjs.digitalSourceType).toEqual({
      name: 'compositeSynthetic',
      uri: 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic',
    });
    expect(JSON.parse(said.jsonFeed).items[0]._dateline.digitalSourceType).toBe('compositeSynthetic');
    const other = await openHouse({ seed: 'none' });
    const there = await deskOf(other, 'chief');
    const { results } = (await there.send('POST', '/imports', { body: ninjs })).json();
    expect((await there.read(results[0].article)).digitalSourceType).toBe('compositeSynthetic');
    expect((await desk.patch(id, { digitalSourceType: 'dreamt' })).statusCode).toBe(400);
  });
});
