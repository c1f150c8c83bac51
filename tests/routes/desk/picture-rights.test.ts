/** The rights that a picture's file names: read, corrected, public, and written into every rendition. */
import { readFileSync } from 'node:fs';
import ExifReader from 'exifreader';
import { describe, expect, it } from 'vitest';
import { deskOf } from '../../support/desk.ts';
import { givenByline } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { drawing, drawingWith, form, upload, withSegments } from '../../support/pictures.ts';
import { sharedFile } from '../../support/shared.ts';

const vocabulary = 'http://ns.useplus.org/ldf/vocab';

/** What a wire writes into a picture. */
const properties = [
  '<dc:creator><rdf:Seq><rdf:li>Jane Doe</rdf:li><rdf:li>Richard Roe</rdf:li></rdf:Seq></dc:creator>',
  '<photoshop:Credit>Doe/Sample</photoshop:Credit>',
  '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 Sample</rdf:li></rdf:Alt></dc:rights>',
  '<photoshop:Instructions>No sales before Monday.</photoshop:Instructions>',
  '<xmpRights:WebStatement>https://pictures.example/terms</xmpRights:WebStatement>',
  '<plus:CopyrightOwner><rdf:Seq><rdf:li rdf:parseType="Resource"><plus:CopyrightOwnerName>Sample Ltd</plus:CopyrightOwnerName></rdf:li><rdf:li rdf:parseType="Resource"><plus:CopyrightOwnerName>Jane Doe</plus:CopyrightOwnerName></rdf:li></rdf:Seq></plus:CopyrightOwner>',
  '<plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource"><plus:LicensorName>Sample Pictures</plus:LicensorName><plus:LicensorURL>https://pictures.example/license/7</plus:LicensorURL><plus:LicensorEmail>desk@pictures.example</plus:LicensorEmail></rdf:li></rdf:Seq></plus:Licensor>',
  `<plus:DataMining>${vocabulary}/DMI-PROHIBITED-AIMLTRAINING</plus:DataMining>`,
  '<plus:OtherConstraints><rdf:Alt><rdf:li xml:lang="x-default">Not for advertising.</rdf:li></rdf:Alt></plus:OtherConstraints>',
  `<plus:ModelReleaseStatus>${vocabulary}/MR-LMR</plus:ModelReleaseStatus>`,
  '<plus:ModelReleaseID><rdf:Bag><rdf:li>MR-17</rdf:li></rdf:Bag></plus:ModelReleaseID>',
  `<plus:PropertyReleaseStatus>${vocabulary}/PR-NON</plus:PropertyReleaseStatus>`,
  '<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Mary Major</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>',
  '<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li rdf:parseType="Resource"><Iptc4xmpExt:City>Osaka</Iptc4xmpExt:City><Iptc4xmpExt:CountryName>Japan</Iptc4xmpExt:CountryName></rdf:li></rdf:Bag></Iptc4xmpExt:LocationShown>',
  '<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource"><Iptc4xmpExt:City>Tokyo</Iptc4xmpExt:City></rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>',
  '<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture</Iptc4xmpExt:DigitalSourceType>',
].join('');

const rights = {
  holder: 'Sample Ltd; Jane Doe',
  notice: '© 2026 Sample',
  webStatement: 'https://pictures.example/terms',
  licensors: [
    {
      name: 'Sample Pictures',
      url: 'https://pictures.example/license/7',
      email: 'desk@pictures.example',
    },
  ],
  dataMining: 'DMI-PROHIBITED-AIMLTRAINING',
  otherConstraints: 'Not for advertising.',
};

const forTheDesk = {
  instructions: 'No sales before Monday.',
  modelRelease: { status: 'limitedOrIncomplete', ids: ['MR-17'] },
  propertyRelease: { status: 'none' },
  personsShown: ['Mary Major'],
};

async function givenPicture(fields: object = {}) {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, 'editor');
  await givenByline(house);
  const sent = { captions: { en: { altText: 'A dot.' } }, ...fields };
  const answer = await upload(desk, [{ bytes: await drawingWith(properties) }], { fields: sent });
  expect(answer.statusCode).toBe(201);
  const [{ media, notes }] = answer.json().data;
  const { id } = await desk.create({
    leadMedia: { media: media.id },
    bylines: [{ byline: 'jane-doe', role: 'author' }],
  });
  expect((await desk.act(id, 'publish', {})).statusCode).toBe(200);
  return { house, desk, media, notes, story: id };
}

describe('what the file of a picture says of its rights', () => {
  it('is on the record, with what is for the desk alone', async () => {
    const { media, notes } = await givenPicture();
    expect(notes).toBeUndefined();
    expect(media).toMatchObject({
      ...forTheDesk,
      rights,
      creators: [{ name: 'Jane Doe' }, { name: 'Richard Roe' }],
      creditLine: 'Doe/Sample',
      place: 'Tokyo',
      placesShown: ['Osaka, Japan'],
      digitalSourceType: 'digitalCapture',
    });
    expect(media.fromFile.fields).toEqual(
      expect.arrayContaining(['rights', 'instructions', 'modelRelease', 'personsShown', 'placesShown']),
    );
  });

  it('is public where readers need it; instructions, releases and persons are not', async () => {
    const { house, media, story } = await givenPicture({ usableUntil: '2099-01-01T00:00:00Z' });
    const answer = await house.client.get(`/v1/media/${media.id}`);
    expect(answer.json()).toMatchObject({
      rights,
      usableUntil: '2099-01-01T00:00:00.000Z',
      placesShown: ['Osaka, Japan'],
    });
    for (const path of [`/v1/media/${media.id}`, `/v1/articles/${story}`, '/feeds/rss.xml']) {
      const { body } = await house.client.get(path);
      expect([path, body.match(/No sales before|MR-17|Mary Major|limitedOr/)]).toEqual([path, null]);
    }
  });

  it('is corrected by an editor, part by part', async () => {
    const { desk, media } = await givenPicture();
    const body = {
      rights: { licensors: null, dataMining: 'DMI-PROHIBITED' },
      instructions: null,
      modelRelease: { status: 'unlimited' },
    };
    const { etag } = (await desk.send('GET', `/media/${media.id}`)).json();
    const after = (await desk.send('PATCH', `/media/${media.id}`, { etag, body })).json();
    const { licensors: _, ...left } = rights;
    expect(after.rights).toEqual({ ...left, dataMining: 'DMI-PROHIBITED' });
    expect(after).not.toHaveProperty('instructions');
    expect(after.modelRelease).toEqual({ status: 'unlimited', ids: ['MR-17'] });
    const wrong = await desk.send('PATCH', `/media/${media.id}`, {
      etag: after.etag,
      body: { rights: { dataMining: 'never', webStatement: 'javascript:alert(1)' } },
    });
    expect(wrong.statusCode).toBe(400);
  });

  it('stays beside what an editor sends with the file, and beside it when the file is replaced', async () => {
    const { desk, media } = await givenPicture({ rights: { territories: ['JP'] } });
    expect(media.rights).toEqual({ ...rights, territories: ['JP'] });
    const other = await drawingWith(
      `<plus:DataMining>${vocabulary}/DMI-PROHIBITED</plus:DataMining>`,
      '#fff',
    );
    const { etag } = (await desk.send('GET', `/media/${media.id}`)).json();
    const sent = { ...(await form([{ bytes: other }])), etag };
    const after = (await desk.send('PUT', `/media/${media.id}/file`, sent)).json();
    expect(after.rights.territories).toEqual(['JP']);
  });

  it('goes into every rendition: two creators as two, two holders as two', async () => {
    const { house, media } = await givenPicture();
    for (const extension of ['jpg', 'webp', 'avif']) {
      const path = new URL(media.src).pathname.replace('jpg', extension);
      const { xmp = {} } = ExifReader.load((await house.client.get(path)).rawPayload, { expanded: true });
      const values = Object.fromEntries(Object.entries(xmp).map(([name, tag]) => [name, plain(tag)]));
      expect([extension, values]).toMatchObject([
        extension,
        {
          creator: ['Jane Doe', 'Richard Roe'],
          Credit: 'Doe/Sample',
          rights: ['© 2026 Sample'],
          WebStatement: 'https://pictures.example/terms',
          CopyrightOwner: [{ CopyrightOwnerName: 'Sample Ltd' }, { CopyrightOwnerName: 'Jane Doe' }],
          Licensor: [
            {
              LicensorName: 'Sample Pictures',
              LicensorURL: 'https://pictures.example/license/7',
              LicensorEmail: 'desk@pictures.example',
            },
          ],
          DataMining: `${vocabulary}/DMI-PROHIBITED-AIMLTRAINING`,
          OtherConstraints: ['Not for advertising.'],
          DigitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture',
        },
      ]);
      expect(JSON.stringify(values)).not.toMatch(/No sales|MR-17|Mary Major/);
    }
  });

  it('is that of the reference picture of IPTC', async (context) => {
    const file = sharedFile(context, 'images/IPTC-PhotometadataRef-Std2021.1.jpg');
    const expected = JSON.parse(readFileSync(`${file}.exiftool.json`, 'utf8'));
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    const [{ media, notes }] = (await upload(desk, [{ bytes: readFileSync(file) }])).json().data;
    expect(media).toMatchObject({
      instructions: expected['XMP-photoshop:Instructions'],
      personsShown: expect.arrayContaining([expected['XMP-iptcExt:PersonInImage']].flat()),
      rights: {
        webStatement: expected['XMP-xmpRights:WebStatement'],
        licensors: expected['XMP-plus:Licensor'].map((one: Record<string, string>) => ({
          name: one.LicensorName,
          url: one.LicensorURL,
          email: one.LicensorEmail,
        })),
      },
      modelRelease: { status: 'notApplicable' },
    });
    expect(media.placesShown.length).toBeGreaterThan(0);
    expect(notes.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(['dc:title', 'photoshop:TransmissionReference']),
    );
    expect(notes).toContainEqual({
      name: 'fieldChanged',
      path: 'Iptc4xmpExt:DigitalSourceType',
      detail: expect.stringContaining('"softwareImage": it is "digitalCreation"'),
    });
    expect(media.digitalSourceType).toBe('digitalCreation');
  });
});

describe('Content Credentials', () => {
  it('are told of where the original has a C2PA manifest', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    const jpeg = await drawing().jpeg().toBuffer();
    // JPEG XT's wrapping of JUMBF: its box, and in it the description box of a manifest store.
    const store = Buffer.from(
      'JP\0\x01\0\0\0\x01\0\0\0\x26jumb\0\0\0\x1ejumdc2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71\x03c2pa\0',
      'latin1',
    );
    const [{ media }] = (await upload(desk, [{ bytes: withSegments(jpeg, [[0xeb, store]]) }])).json().data;
    expect(media.contentCredentials).toBe('present');
    const [{ media: bare }] = (await upload(desk, [{ bytes: jpeg }])).json().data;
    expect(bare).not.toHaveProperty('contentCredentials');
    const { etag } = media;
    const sent = { ...(await form([{ bytes: await drawing({ colour: '#fff' }).jpeg().toBuffer() }])), etag };
    const after = (await desk.send('PUT', `/media/${media.id}/file`, sent)).json();
    expect(after).not.toHaveProperty('contentCredentials');
  });
});

/** The values of a tag without ExifReader's wrapping. */
function plain(tag: unknown): unknown {
  if (Array.isArray(tag)) return tag.map(plain);
  if (typeof tag !== 'object' || tag === null) return tag;
  if ('value' in tag) return plain(tag.value);
  return Object.fromEntries(Object.entries(tag).map(([name, value]) => [name, plain(value)]));
}
