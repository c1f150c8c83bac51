/** What is read of files that programs wrote otherwise than the standards say. */
import { describe, expect, it } from 'vitest';
import { deskOf, type Desk } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';
import {
  drawing,
  drawingWith,
  iim,
  photoshopResources,
  upload,
  withSegments,
  xmpOf,
} from '../../support/pictures.ts';

async function givenDesk(): Promise<Desk> {
  return deskOf(await openHouse({ seed: 'none' }), 'editor');
}

async function uploaded(desk: Desk, bytes: Buffer) {
  const answer = await upload(desk, [{ bytes }]);
  expect(answer.statusCode).toBe(201);
  return answer.json().data[0];
}

function description(...texts: [tag: string, words: string][]): string {
  const items = texts.map(([tag, words]) => `<rdf:li xml:lang="${tag}">${words}</rdf:li>`);
  return `<dc:description><rdf:Alt>${items.join('')}</rdf:Alt></dc:description>`;
}

const ninePoints = Buffer.from('Photoshop 3.0\0', 'latin1');

describe('a caption whose language is no language', () => {
  it.each(['c', 'C', 'x-repair', '', 'und'])('is kept as one without: xml:lang="%s"', async (tag) => {
    const { media, notes } = await uploaded(
      await givenDesk(),
      await drawingWith(description([tag, 'A dot.'])),
    );
    expect(media.captions).toMatchObject([{ locale: 'en', caption: 'A dot.' }]);
    expect(notes).toBeUndefined();
  });

  it('is kept in its language where only the hyphen is another', async () => {
    const file = await drawingWith(description(['ja_JP', '点。']));
    const { media } = await uploaded(await givenDesk(), file);
    expect(media.captions).toMatchObject([{ locale: 'ja-JP', caption: '点。' }]);
  });

  it('gives way to the default, and a note says that there was another', async () => {
    const file = await drawingWith(description(['x-repair', 'A dod.'], ['x-default', 'A dot.']));
    const { media, notes } = await uploaded(await givenDesk(), file);
    expect(media.captions).toMatchObject([{ locale: 'en', caption: 'A dot.' }]);
    expect(notes).toEqual([
      {
        name: 'fieldDropped',
        path: 'dc:description (xml:lang="x-repair")',
        detail: expect.stringContaining('another text'),
      },
    ]);
  });
});

describe('IPTC IIM', () => {
  it('is found before and across further APP13 segments', async () => {
    const desk = await givenDesk();
    const credit = photoshopResources([[0x0404, iim([[2, 110, Buffer.from('Jane Doe/Sample')]])]]);
    const other = photoshopResources([[0x03ed, Buffer.alloc(16)]]);
    const files: [string, Buffer[]][] = [
      ['before', [credit, other]],
      ['after', [other, credit]],
      ['across', [credit.subarray(0, 20), credit.subarray(20)]],
    ];
    for (const [where, parts] of files) {
      const jpeg = await drawing({
        colour: where === 'before' ? '#111' : where === 'after' ? '#222' : '#333',
      })
        .jpeg()
        .toBuffer();
      const segments = parts.map((part): [number, Buffer] => [0xed, Buffer.concat([ninePoints, part])]);
      const { media } = await uploaded(desk, withSegments(jpeg, segments));
      expect([where, media.creditLine]).toEqual([where, 'Jane Doe/Sample']);
    }
  });

  it('is read as Latin-1 where it says UTF-8 and is not', async () => {
    const desk = await givenDesk();
    const declared: [number, number, Buffer] = [1, 90, Buffer.from([0x1b, 0x25, 0x47])];
    const content = iim([
      declared,
      [2, 80, Buffer.from('José Müller', 'latin1')],
      [2, 110, Buffer.from('Agence façade – 写真')],
    ]);
    const resources = photoshopResources([[0x0404, content]]);
    const jpeg = await drawing().jpeg().toBuffer();
    const file = withSegments(jpeg, [[0xed, Buffer.concat([ninePoints, resources])]]);
    const { media } = await uploaded(desk, file);
    expect([media.creators, media.creditLine]).toEqual([[{ name: 'José Müller' }], 'Agence façade – 写真']);
  });
});

describe('a JPEG without its end marker', () => {
  it('is taken when it lacks only that, and makes renditions', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    for (const progressive of [false, true]) {
      const whole = await drawing({ colour: progressive ? '#123' : '#321' })
        .jpeg({ progressive })
        .toBuffer();
      const { media } = await uploaded(desk, whole.subarray(0, -2));
      const made = await desk.send('GET', `/media/${media.id}/files/xs.jpg`);
      expect(made.statusCode).toBe(200);
    }
  });

  it('is refused when it lacks more', async () => {
    const desk = await givenDesk();
    const whole = await drawing({ width: 1200, height: 900 }).jpeg().toBuffer();
    const answer = await upload(desk, [{ bytes: whole.subarray(0, Math.floor(whole.length * 0.7)) }]);
    expect(answer.statusCode).toBe(422);
  });
});

describe('the dominant colour', () => {
  it('is that of the picture on white, as its JPEG is shown', async () => {
    const bytes = await drawing({ colour: 'rgba(0, 0, 0, 0)' }).png().toBuffer();
    const { media } = await uploaded(await givenDesk(), bytes);
    expect(media.dominantColour).toBe('#f8f8f8');
  });
});

describe('fields that are sent with a file that is here already', () => {
  it('are named one by one where the picture does not have them', async () => {
    const desk = await givenDesk();
    const bytes = await drawing().jpeg().toBuffer();
    const fields = { creditLine: 'Ours', captions: { en: { altText: 'A dot.' } } };
    const [first] = (await upload(desk, [{ bytes }], { fields })).json().data;
    const again = await upload(desk, [{ bytes }], {
      fields: { ...fields, headline: 'Dot', captions: { en: { altText: 'A spot.' } } },
    });
    const [{ status, media, notes }] = again.json().data;
    expect([again.statusCode, status, media.revision]).toEqual([200, 'existing', 1]);
    expect(notes).toEqual([
      { name: 'fieldDropped', pointer: '/fields/headline', detail: expect.stringContaining(first.media.id) },
      {
        name: 'fieldDropped',
        pointer: '/fields/captions/en',
        detail: expect.stringContaining(`/captions/en`),
      },
    ]);
    const [same] = (await upload(desk, [{ bytes }], { fields })).json().data;
    expect(same).not.toHaveProperty('notes');
  });
});

describe('XMP in Latin-1', () => {
  it('is read as such, though XMP is UTF-8', async () => {
    const xmp = xmpOf(
      '<photoshop:Headline>José</photoshop:Headline><photoshop:Credit>写真</photoshop:Credit>',
    );
    const [before, after] = xmp.split('José') as [string, string];
    const content = [Buffer.from(before), Buffer.from('José', 'latin1'), Buffer.from(after)];
    const packet = Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1'), ...content]);
    const jpeg = await drawing().jpeg().toBuffer();
    const { media } = await uploaded(await givenDesk(), withSegments(jpeg, [[0xe1, packet]]));
    expect([media.headline, media.creditLine]).toEqual(['José', '写真']);
  });
});

describe('XMP in a wrapper of another name', () => {
  it('is read, as Windows Photo Gallery writes it', async () => {
    const xmp = xmpOf('<photoshop:Headline>A dot</photoshop:Headline>')
      .replace('<x:xmpmeta xmlns:x=', '<xmp:xmpmeta xmlns:xmp=')
      .replace('</x:xmpmeta>', '</xmp:xmpmeta>');
    const { media, notes } = await uploaded(
      await givenDesk(),
      await drawing().withXmp(xmp).jpeg().toBuffer(),
    );
    expect([media.headline, notes]).toEqual(['A dot', undefined]);
  });
});

describe('XMP that is no XML', () => {
  it('is told, and the picture is taken without it', async () => {
    const file = await drawingWith('<photoshop:Headline>A</photoshop:Credit>');
    const { media, notes } = await uploaded(await givenDesk(), file);
    expect(media).not.toHaveProperty('headline');
    expect(notes).toEqual([{ name: 'fieldDropped', detail: expect.stringContaining('damaged') }]);
  });
});

describe('what of a file is too long or unknown', () => {
  it('is cut or left out with a note, and never half a character', async () => {
    const long = `<photoshop:Headline>${'a'.repeat(298)}😀😀</photoshop:Headline>`;
    const unknown =
      '<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/dreamt</Iptc4xmpExt:DigitalSourceType><photoshop:TransmissionReference>JOB-1</photoshop:TransmissionReference>';
    const { media, notes } = await uploaded(await givenDesk(), await drawingWith(long + unknown));
    expect(media.headline).toBe(`${'a'.repeat(298)}…`);
    expect(notes).toEqual(
      expect.arrayContaining([
        { name: 'textCut', path: 'photoshop:Headline', detail: expect.stringContaining('300') },
        {
          name: 'fieldDropped',
          path: 'Iptc4xmpExt:DigitalSourceType',
          detail: expect.stringContaining('dreamt'),
        },
        {
          name: 'fieldDropped',
          path: 'photoshop:TransmissionReference',
          detail: expect.stringContaining('Job Id'),
        },
      ]),
    );
  });
});
