import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type Desk, deskOf } from '../../support/desk.ts';
import { givenByline } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { drawing, form, upload } from '../../support/pictures.ts';
import { sharedFile } from '../../support/shared.ts';

function jpeg(): Promise<Buffer> {
  return drawing().jpeg().toBuffer();
}

/** A drawing in which a photographer wrote, in English and Japanese. */
async function written(colour = '#446688') {
  function words(property: string, en: string, ja: string): string {
    return `<${property}><rdf:Alt><rdf:li xml:lang="x-default">${en}</rdf:li><rdf:li xml:lang="ja">${ja}</rdf:li></rdf:Alt></${property}>`;
  }
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"><photoshop:Credit>Jane Doe/Sample</photoshop:Credit><exif:GPSLatitude>35,40.5N</exif:GPSLatitude>${words('dc:description', 'A dot on a ground.', '地の上の点。')}${words('Iptc4xmpCore:AltTextAccessibility', 'A dot.', '点。')}</rdf:Description></rdf:RDF></x:xmpmeta>`;
  return drawing({ colour })
    .withExif({ IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '35/1 40/1 0/1' } })
    .withXmp(xmp)
    .jpeg()
    .toBuffer();
}

/** A form of parts with headers of our own. */
function handMade(parts: [disposition: string, content: Buffer | string][]) {
  const written = parts.flatMap(([head, content]) => [
    Buffer.from(`--x\r\ncontent-disposition: form-data; ${head}\r\n\r\n`),
    Buffer.from(content as string),
    Buffer.from('\r\n'),
  ]);
  return {
    body: Buffer.concat([...written, Buffer.from('--x--\r\n')]),
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  };
}

function fields(count: number): [disposition: string, content: string][] {
  return Array.from({ length: count }, (_, index) => [`name="field${index}"`, 'a']);
}

async function publish(desk: Desk, media: string): Promise<void> {
  const { id } = await desk.create({
    leadMedia: { media },
    bylines: [{ byline: 'jane-doe', role: 'author' }],
  });
  expect((await desk.act(id, 'publish', {})).statusCode).toBe(200);
}

describe('POST /v1/desk/media', () => {
  it('takes every format by its bytes, whatever it is called', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    for (const format of ['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif'] as const) {
      const bytes = await drawing().toFormat(format).toBuffer();
      const answer = await upload(desk, [{ bytes, name: '../../.htaccess' }]);
      expect(answer.statusCode).toBe(201);
      const [{ media, fileName }] = answer.json().data;
      expect(fileName).toBe('.htaccess');
      expect(media).toMatchObject({
        mimeType: `image/${format}`,
        width: 800,
        height: 500,
        bytes: bytes.length,
      });
      expect(answer.headers.location).toBe(`/v1/desk/media/${media.id}`);
      expect(Buffer.from(media.thumbHash, 'base64').length).toBeGreaterThan(10);
      expect(media.foundFocalPoint.x).toBeLessThan(50);
    }
  });

  it('reads what the photographer wrote, and gives neither place nor device away', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    await givenByline(house);
    const answer = await upload(desk, [{ bytes: await written() }], {
      fields: { captions: { en: { altText: 'My own words.' } } },
    });
    const [{ media }] = answer.json().data;
    expect(media.creditLine).toBe('Jane Doe/Sample');
    expect(media.captions).toMatchObject([
      { locale: 'en', caption: 'A dot on a ground.', altText: 'My own words.' },
      { locale: 'ja', caption: '地の上の点。', altText: '点。' },
    ]);
    expect(media.fromFile).toEqual({
      fields: ['creditLine'],
      captions: { en: ['caption'], ja: ['caption', 'altText'] },
    });
    await desk.send('PATCH', `/media/${media.id}`, { etag: media.etag, body: { creditLine: 'Ours' } });
    const after = (await desk.send('GET', `/media/${media.id}`)).json();
    expect([after.creditLine, after.fromFile.fields]).toEqual(['Ours', []]);
    await publish(desk, media.id);
    for (const file of after.renditions.slice(0, 2)) {
      for (const extension of ['jpg', 'webp', 'avif']) {
        const path = new URL(file.src).pathname.replace('jpg', extension);
        const bytes = (await house.client.get(path)).rawPayload;
        const { xmp, exif } = await sharp(bytes).metadata();
        expect(exif).toBeUndefined();
        expect(String(xmp)).toContain('<photoshop:Credit>Ours</photoshop:Credit>');
        expect(String(xmp)).toContain('<rdf:li xml:lang="ja">点。</rdf:li>');
        expect(bytes.includes('SecretCamera') || bytes.includes('GPS')).toBe(false);
      }
    }
    expect(answer.body).not.toMatch(/GPS|SecretCamera/);
  });

  it('reads the IPTC reference picture as the standard says', async (context) => {
    const file = sharedFile(context, 'images/IPTC-PhotometadataRef-Std2021.1.jpg');
    const expected = JSON.parse(readFileSync(`${file}.exiftool.json`, 'utf8'));
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const [{ media }] = (await upload(desk, [{ bytes: readFileSync(file) }])).json().data;
    expect(media).toMatchObject({
      headline: expected['IPTC:Headline'],
      creditLine: expected['IPTC:Credit'],
      source: expected['IPTC:Source'],
      creators: [{ name: expected['IPTC:By-line'] }],
      keywords: expected['IPTC:Keywords'],
      contentCreated: '2021-10-20',
      digitalSourceType: 'digitalCreation',
      rights: { notice: expected['IPTC:CopyrightNotice'] },
    });
    expect(media.captions).toMatchObject([
      {
        locale: 'en',
        caption: expected['IPTC:Caption-Abstract'],
        altText: expected['XMP-iptcCore:AltTextAccessibility'],
        extendedDescription: expected['XMP-iptcCore:ExtDescrAccessibility'],
        descriptionWriter: expected['IPTC:Writer-Editor'],
      },
    ]);
  });

  it('takes a default that repeats a language for that language', async (context) => {
    const file = sharedFile(context, 'images/IPTC-PhotometadataRef-Std2021.1.jpg');
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const [{ media }] = (await upload(desk, [{ bytes: readFileSync(file) }], { query: '?locale=ja' })).json()
      .data;
    expect(media.captions).toMatchObject([
      {
        locale: 'en',
        caption: 'The description aka caption (ref2021.1)',
        altText: expect.stringContaining('Alt Text description'),
      },
    ]);
  });

  it('reads what older programs write', async (context) => {
    const file = sharedFile(context, 'images/exifreader-test-iptc.jpg');
    const expected = JSON.parse(readFileSync(`${file}.exiftool.json`, 'utf8'));
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const [{ media }] = (await upload(desk, [{ bytes: readFileSync(file) }])).json().data;
    expect(media).toMatchObject({
      place: expected['IPTC:Sub-location'],
      width: expected['File:ImageWidth'],
      height: expected['File:ImageHeight'],
      captions: [],
    });
    expect(JSON.stringify(media)).not.toContain(expected['ExifIFD:LensModel']);
  });

  it('takes several artists for several, and what a camera says by itself for nothing', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const bytes = await drawing()
      .withExif({ IFD0: { Artist: 'Jane Doe; Richard Roe', ImageDescription: 'OLYMPUS DIGITAL CAMERA' } })
      .jpeg()
      .toBuffer();
    const [{ media }] = (await upload(desk, [{ bytes }])).json().data;
    expect(media.creators).toEqual([{ name: 'Jane Doe' }, { name: 'Richard Roe' }]);
    expect(media.captions).toEqual([]);
  });

  it('crops a picture that draws no eye around its middle', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const bytes = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#808080' } })
      .png()
      .toBuffer();
    const [{ media }] = (await upload(desk, [{ bytes }])).json().data;
    expect(media.foundFocalPoint).toEqual({ x: 50, y: 50 });
  });

  it('answers each of several files, and tells which are here already', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const bytes = await jpeg();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const sent = [
      { bytes, name: 'one.jpg' },
      { bytes, name: 'again.jpg' },
      { bytes: svg, name: 'x.jpg' },
    ];
    const answer = await upload(desk, sent);
    expect(answer.statusCode).toBe(201);
    const { data } = answer.json();
    expect(data.map(({ status }: { status: string }) => status)).toEqual(['created', 'existing', 'refused']);
    expect(data[1].media.id).toBe(data[0].media.id);
    expect(data[2].detail).toMatch(/^is .*send JPEG/);
    const again = await upload(desk, [{ bytes }], { fields: { creditLine: 'Another' } });
    expect(again.statusCode).toBe(200);
    expect(again.json().data[0].media).toMatchObject({ id: data[0].media.id, revision: 1 });
    expect(again.json().data[0].media.creditLine).toBeUndefined();
  });

  it('refuses what is no picture, or no whole one, or more than one', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const whole = await drawing({ width: 2000, height: 1500 }).jpeg().toBuffer();
    const frames = await sharp(await drawing().png().toBuffer()).toBuffer();
    const animated = await sharp([frames, await drawing({ colour: '#fff' }).png().toBuffer()], {
      join: { animated: true },
    })
      .webp()
      .toBuffer();
    const refused: [string, Buffer, number][] = [
      ['nothing', Buffer.alloc(0), 422],
      ['words', Buffer.from('hello'), 415],
      ['svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415],
      ['html', Buffer.from('<!doctype html><script>alert(1)</script>'), 415],
      ['pdf', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj'), 415],
      ['a cut jpeg', whole.subarray(0, whole.length / 2), 422],
      ['only magic', whole.subarray(0, 20), 422],
      ['animated', animated, 422],
      [
        'too long',
        await sharp({ create: { width: 30_000, height: 2, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
        422,
      ],
    ];
    for (const [what, bytes, status] of refused) {
      const answer = await upload(desk, [{ bytes, name: what }]);
      expect([what, answer.statusCode]).toEqual([what, status]);
      expect(answer.json().errors[0].detail).toContain(`"${what}"`);
    }
    expect((await desk.send('GET', '/media')).json().data).toEqual([]);
  });

  it('refuses forms that it does not understand, and too much at once', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const bytes = await jpeg();
    const wrong = [
      { sent: await form([{ bytes }], '{'), status: 400, pointer: '/fields' },
      { sent: await form([{ bytes }], { crop: 7 }), status: 400, pointer: '/fields/crop' },
      { sent: await form([]), status: 400, pointer: '/file' },
      { sent: await form(Array.from({ length: 21 }, () => ({ bytes }))), status: 413 },
      { sent: await form([{ bytes: Buffer.alloc(25 * 1024 * 1024 + 1) }]), status: 413 },
      { sent: { ...(await form([{ bytes }])), body: Buffer.from('--x\r\nnot a form') }, status: 400 },
    ];
    for (const { sent, status, pointer } of wrong) {
      const answer = await desk.send('POST', '/media', sent);
      expect([answer.statusCode, answer.json().errors?.[0].pointer]).toEqual([status, pointer]);
    }
    const json = await desk.send('POST', '/media', { body: { file: 'x' } });
    expect(json.statusCode).toBe(415);
  });

  it.each([
    ['as its contract has it', 'name="fields"'],
    ['as a browser sends it, with a file name', 'name="fields"; filename="blob"'],
  ])('takes the words as JSON that says it is JSON, %s', async (_how, head) => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const words = JSON.stringify({ creditLine: 'Jane Doe' });
    const sent = handMade([
      [`${head}\r\ncontent-type: application/json`, words],
      ['name="file"; filename="a.jpg"', await jpeg()],
    ]);
    const answer = await desk.send('POST', '/media', sent);
    expect(answer.statusCode).toBe(201);
    expect(answer.json().data[0].media.creditLine).toBe('Jane Doe');
  });

  it('refuses parts of other names, parts that say two things, and parts that are all header', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const file: [string, Buffer] = ['name="file"; filename="a.jpg"', await jpeg()];
    const json = 'content-type: application/json';
    const wrong: [string, [string, Buffer | string][], number, string | undefined][] = [
      [
        'words as a file',
        [[`name="fields"; filename="f.txt"\r\ncontent-type: text/plain`, '{}'], file],
        400,
        '/fields',
      ],
      ['a file of another name', [['name="nonsense"; filename="a.jpg"', file[1]]], 400, '/nonsense'],
      ['words twice', [['name="fields"', '{}'], ['name="fields"', '{}'], file], 400, '/fields'],
      ['JSON that is none', [[`name="fields"\r\n${json}`, '{'], file], 400, '/fields'],
      ['a header of 1 MB', [[`${file[0]}\r\nx-a: ${'a'.repeat(1_000_000)}`, file[1]]], 413, undefined],
      [
        'twenty headers of 5 kB',
        [[`${file[0]}${`\r\nx-a: ${'a'.repeat(5_000)}`.repeat(20)}`, file[1]]],
        413,
        undefined,
      ],
      ['more fields than the limit', [...fields(11), file], 413, undefined],
      ['as many fields as the limit', [...fields(10), file], 400, '/field0'],
    ];
    for (const [what, parts, status, pointer] of wrong) {
      const answer = await desk.send('POST', '/media', handMade(parts));
      expect([what, answer.statusCode, answer.json().errors?.[0].pointer]).toEqual([what, status, pointer]);
    }
    expect((await desk.send('GET', '/media')).json().data).toEqual([]);
  });

  it('does nothing on a dry run, and once under one key', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const bytes = await jpeg();
    expect((await upload(desk, [{ bytes }], { query: '?dryRun=true' })).statusCode).toBe(201);
    expect((await desk.send('GET', '/media')).json().data).toEqual([]);
    const headers = { 'idempotency-key': 'once' };
    const first = await upload(desk, [{ bytes }], { headers });
    expect(await upload(desk, [{ bytes }], { headers })).toMatchObject({ body: first.body, statusCode: 201 });
    const other = await drawing({ colour: '#fff' }).jpeg().toBuffer();
    expect((await upload(desk, [{ bytes: other }], { headers })).statusCode).toBe(422);
  });

  it('turns what lies on its side', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const bytes = await drawing().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const [{ media }] = (await upload(desk, [{ bytes }])).json().data;
    expect([media.width, media.height]).toEqual([500, 800]);
  });
});

describe('PUT /v1/desk/media/{media}/file', () => {
  it('keeps the id and the editor’s words, and brings new addresses; former ones lead there', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    await givenByline(house);
    const [{ media }] = (await upload(desk, [{ bytes: await written() }])).json().data;
    await publish(desk, media.id);
    const sent = await form([{ bytes: await drawing({ colour: '#102030' }).png().toBuffer() }]);
    const bare = await desk.send('PUT', `/media/${media.id}/file`, { ...sent, etag: media.etag });
    expect(bare.statusCode).toBe(200);
    await desk.send('PUT', `/media/${media.id}/captions/ja`, {
      etag: bare.json().etag,
      body: { altText: '私の言葉' },
    });
    const { etag } = (await desk.send('GET', `/media/${media.id}`)).json();
    const better = await form([{ bytes: await written('#102030') }]);
    const answer = await desk.send('PUT', `/media/${media.id}/file`, { ...better, etag });
    expect(answer.statusCode).toBe(200);
    const after = answer.json();
    expect(after).toMatchObject({
      id: media.id,
      creditLine: 'Jane Doe/Sample',
      renditionsState: 'processing',
    });
    expect(after.sha256).not.toBe(media.sha256);
    expect(after.captions[1]).toMatchObject({ locale: 'ja', altText: '私の言葉' });
    expect(after.src).not.toBe(media.src);
    const former = await house.client.get(new URL(media.src).pathname);
    expect([former.statusCode, former.headers.location]).toEqual([302, after.src]);
    const stale = await desk.send('PUT', `/media/${media.id}/file`, { ...better, etag });
    expect(stale.statusCode).toBe(412);
  });
});

describe('the captions of a public picture whose file is replaced', () => {
  it('stay where the new file has none, marked as kept, until a file or an editor says them', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    await givenByline(house);
    const [{ media }] = (await upload(desk, [{ bytes: await written() }])).json().data;
    await publish(desk, media.id);
    async function replace(bytes: Buffer) {
      const { etag } = (await desk.send('GET', `/media/${media.id}`)).json();
      const sent = { ...(await form([{ bytes }])), etag };
      return (await desk.send('PUT', `/media/${media.id}/file`, sent)).json();
    }
    const bare = await replace(await drawing({ colour: '#102030' }).png().toBuffer());
    const words = media.captions.map(({ updatedAt: _, ...caption }: { updatedAt: string }) => caption);
    expect(bare.captions).toMatchObject(words);
    expect(bare.fromFile).toMatchObject({ captions: {}, keptCaptions: media.fromFile.captions });
    const again = await replace(await drawing({ colour: '#203040' }).png().toBuffer());
    expect(again.fromFile.keptCaptions).toEqual(media.fromFile.captions);
    const [{ locale }] = media.captions;
    const body = { altText: 'Ours.' };
    const sending = { etag: again.etag, body };
    const ours = (await desk.send('PUT', `/media/${media.id}/captions/${locale}`, sending)).json();
    expect(ours.fromFile?.keptCaptions?.[locale]).toBeUndefined();
    const better = await replace(await written('#304050'));
    expect(better.captions.find((one: { locale: string }) => one.locale === locale)).toMatchObject(body);
    expect(better.fromFile.keptCaptions).toBeUndefined();
  });
});

describe('the attribution of a picture whose file is replaced', () => {
  /** A public picture that has its attribution from its file, but the headline from an editor. */
  async function givenPublic() {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    await givenByline(house);
    const bytes = await drawing()
      .withExif({ IFD0: { Artist: 'Jane Doe', Copyright: 'Jane Doe 2026' } })
      .withXmp(credited('Jane Doe/Sample'))
      .jpeg()
      .toBuffer();
    const fields = { headline: 'Ours', captions: { en: { altText: 'A dot.' } } };
    const [{ media }] = (await upload(desk, [{ bytes }], { fields })).json().data;
    expect(media).toMatchObject({
      creditLine: 'Jane Doe/Sample',
      creators: [{ name: 'Jane Doe' }],
      rights: { notice: 'Jane Doe 2026' },
      place: 'Tokyo',
    });
    await publish(desk, media.id);
    return { house, desk, media };
  }

  function credited(credit: string): string {
    return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"><photoshop:Credit>${credit}</photoshop:Credit><photoshop:City>Tokyo</photoshop:City></rdf:Description></rdf:RDF></x:xmpmeta>`;
  }

  async function replace(desk: Desk, id: string, bytes: Buffer) {
    const { etag } = (await desk.send('GET', `/media/${id}`)).json();
    return (await desk.send('PUT', `/media/${id}/file`, { ...(await form([{ bytes }])), etag })).json();
  }

  it('stays where the new file has none, marked as kept', async () => {
    const { house, desk, media } = await givenPublic();
    const after = await replace(desk, media.id, await drawing({ colour: '#fff' }).jpeg().toBuffer());
    const { creditLine, creators } = media;
    expect(after).toMatchObject({ creditLine, creators, rights: media.rights, headline: 'Ours' });
    expect(after).not.toHaveProperty('place');
    expect(after.fromFile).toEqual({
      fields: [],
      captions: {},
      kept: expect.arrayContaining(['creditLine', 'creators', 'rights']),
    });
    const shown = (await house.client.get(`/v1/media/${media.id}`)).json();
    expect(shown).toMatchObject({ creditLine, creators, rights: media.rights });
  });

  it('gives way to that of a later file, and is an editor’s once they have written it', async () => {
    const { desk, media } = await givenPublic();
    const { etag } = await replace(desk, media.id, await drawing({ colour: '#fff' }).jpeg().toBuffer());
    const body = { creators: [{ name: 'Richard Roe' }] };
    const written = (await desk.send('PATCH', `/media/${media.id}`, { etag, body })).json();
    expect(written.fromFile.kept.toSorted()).toEqual(['creditLine', 'rights']);
    const better = await drawing({ colour: '#000' }).withXmp(credited('Roe')).jpeg().toBuffer();
    const after = await replace(desk, media.id, better);
    expect(after).toMatchObject({ creditLine: 'Roe', ...body, rights: media.rights });
    expect(after.fromFile).toMatchObject({ fields: ['creditLine', 'place'], kept: ['rights'] });
  });
});

describe('GET /v1/desk/media/{media}/files/{file}', () => {
  it('shows those with a key what nothing public shows, and nobody else', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'reporter');
    const editor = await deskOf(house, 'editor');
    const [{ media }] = (await upload(editor, [{ bytes: await jpeg() }])).json().data;
    const answer = await desk.send('GET', `/media/${media.id}/files/sm-1x1.webp`);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/webp']);
    expect(answer.headers['cache-control']).toBe('no-store');
    const found = await sharp(answer.rawPayload).metadata();
    expect([found.width, found.height]).toEqual([500, 500]);
    expect((await desk.send('GET', `/media/${media.id}/files/original.jpg`)).statusCode).toBe(404);
    expect((await house.client.get(`/v1/desk/media/${media.id}/files/md.jpg`)).statusCode).toBe(401);
    expect((await house.client.get(new URL(media.src).pathname)).statusCode).toBe(404);
  });
});
