/** Notes on what a file says and no field of a picture keeps. */
import { describe, expect, it } from 'vitest';
import type { Note } from '../../../src/library/notes.ts';
import { deskOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';
import {
  drawing,
  drawingWith,
  iim,
  photoshopResources,
  upload,
  withSegments,
} from '../../support/pictures.ts';

async function uploaded(bytes: Buffer): Promise<{ media: Record<string, unknown>; notes: string[] }> {
  const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
  const [{ media, notes = [] }] = (await upload(desk, [{ bytes }])).json().data;
  return { media, notes: notes.map(({ path, detail }: Note) => `${path}: ${detail}`) };
}

function bag(name: string, properties: string): string {
  return `<${name}><rdf:Bag><rdf:li rdf:parseType="Resource">${properties}</rdf:li></rdf:Bag></${name}>`;
}

describe('what a file says beside the fields of a picture', () => {
  it('is noted of a licensor, an owner of rights, a person and a place by its name', async () => {
    const file = await drawingWith(
      bag(
        'plus:Licensor',
        '<plus:LicensorName>Sample</plus:LicensorName><plus:LicensorTelephone1>1</plus:LicensorTelephone1>',
      ) +
        bag(
          'plus:CopyrightOwner',
          '<plus:CopyrightOwnerName>Jane Doe</plus:CopyrightOwnerName><plus:CopyrightOwnerID>7</plus:CopyrightOwnerID>',
        ) +
        bag(
          'Iptc4xmpExt:PersonInImageWDetails',
          '<Iptc4xmpExt:PersonName>Mary</Iptc4xmpExt:PersonName><Iptc4xmpExt:PersonId>8</Iptc4xmpExt:PersonId>',
        ) +
        bag(
          'Iptc4xmpExt:LocationShown',
          '<Iptc4xmpExt:City>Osaka</Iptc4xmpExt:City><Iptc4xmpExt:CountryCode>JP</Iptc4xmpExt:CountryCode>',
        ),
    );
    const { media, notes } = await uploaded(file);
    expect(media).toMatchObject({
      personsShown: ['Mary'],
      placesShown: ['Osaka'],
      rights: { holder: 'Jane Doe' },
    });
    expect(notes.toSorted()).toEqual([
      'Iptc4xmpExt:LocationShown: Not kept of it: CountryCode.',
      'Iptc4xmpExt:PersonInImageWDetails: Not kept of it: PersonId.',
      'plus:CopyrightOwner: Not kept of it: CopyrightOwnerID.',
      'plus:Licensor: Not kept of it: LicensorTelephone1.',
    ]);
  });

  it('is noted where it names a second place, a time of day or a job without a creator', async () => {
    const { media, notes } = await uploaded(
      await drawingWith(
        `<photoshop:City>Tokyo</photoshop:City><photoshop:DateCreated>2026-06-04T21:01:01+09:00</photoshop:DateCreated><photoshop:AuthorsPosition>Photographer</photoshop:AuthorsPosition>${bag(
          'Iptc4xmpExt:LocationCreated',
          '<Iptc4xmpExt:City>Osaka</Iptc4xmpExt:City>',
        )}`,
      ),
    );
    expect(media).toMatchObject({ place: 'Tokyo', contentCreated: '2026-06-04' });
    expect(notes.toSorted()).toEqual([
      'Iptc4xmpExt:LocationCreated: Another place where it was taken is not kept: "Osaka".',
      'photoshop:AuthorsPosition: There is no creator whose job title it is: "Photographer".',
      'photoshop:DateCreated: Its day is kept, and not its time: 21:01:01+09:00.',
    ]);
  });

  it('is silent about a place that is said twice, and about midnight', async () => {
    const { notes } = await uploaded(
      await drawingWith(
        `<photoshop:City>Tokyo</photoshop:City><photoshop:DateCreated>2026-06-04T00:00:00+09:00</photoshop:DateCreated>${bag(
          'Iptc4xmpExt:LocationCreated',
          '<Iptc4xmpExt:City>Tokyo</Iptc4xmpExt:City>',
        )}`,
      ),
    );
    expect(notes).toEqual([]);
  });

  it('is noted of IPTC IIM, such as the day when a picture may no longer be used', async () => {
    const resources = photoshopResources([
      [
        0x0404,
        iim([
          [2, 37, Buffer.from('20270101')],
          [2, 100, Buffer.from('JPN')],
        ]),
      ],
    ]);
    const segment = Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), resources]);
    const { notes } = await uploaded(withSegments(await drawing().jpeg().toBuffer(), [[0xed, segment]]));
    expect(notes).toEqual([
      'Iptc4xmpCore:CountryCode: Country Code is not kept with a picture.',
      'IIM Expiration Date: It is not kept with a picture: "20270101".',
    ]);
  });

  it('is noted where it is a comment that somebody wrote, and not a program', async () => {
    const jpeg = await drawing().jpeg().toBuffer();
    const { notes } = await uploaded(
      withSegments(jpeg, [
        [0xfe, Buffer.from('Two men at a table\0')],
        [0xfe, Buffer.from('CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90')],
      ]),
    );
    expect(notes).toEqual(['JPEG comment: It is not kept with a picture: "Two men at a table".']);
  });
});
