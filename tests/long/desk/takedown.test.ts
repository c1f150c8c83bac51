/** Pictures that a chief takes out of public: withdrawn for a while, or killed for good. */
import { describe, expect, it } from 'vitest';
import { publicRevisionOf, actionsOn, eventsOn } from '../../support/at-desk.ts';
import { deskOf, type Desk } from '../../support/desk.ts';
import { givenAgency, givenByline, givenStory } from '../../support/given.ts';
import { type House, openHouse } from '../../support/house.ts';
import { drawing, form, upload } from '../../support/pictures.ts';

const captions = { en: { caption: 'A dot.', altText: 'A dot.' } };
const withdrawing = { reason: 'The museum doubts it.', notice: 'This picture is being checked.' };
const killing = { reason: 'It was staged.', notice: 'This picture was removed for good.' };

/** A newsroom with a picture in a live story, and the bytes that it was uploaded with. */
async function open() {
  const house = await openHouse({ seed: 'none', ownPictures: true });
  const desk = await deskOf(house, 'chief');
  const bytes = await drawing().jpeg().toBuffer();
  const media = await uploaded(desk, bytes);
  await givenByline(house);
  const id = await givenStory(house, {
    bylines: [{ byline: 'jane-doe', role: 'author' }],
    leadMedia: { media: media.id },
    body: [{ _type: 'image', media: media.id }],
  });
  return { house, desk, bytes, media, id };
}

async function uploaded(desk: Desk, bytes: Buffer) {
  return (await upload(desk, [{ bytes }], { fields: { captions } })).json().data[0].media;
}

async function act(desk: Desk, media: string, action: string, body: object, query = '') {
  const { etag } = (await desk.send('GET', `/media/${media}`)).json();
  return desk.send('POST', `/media/${media}/${action}${query}`, { etag, body });
}

/** Every public answer that could name a picture or a file of it. */
async function publicAnswers(house: House): Promise<string> {
  const { url } = (await house.client.get('/v1/articles/a-story')).json();
  const addresses = [
    `/oembed?url=${encodeURIComponent(url)}`,
    '/v1/articles',
    '/v1/articles?include=body',
    '/v1/articles/a-story',
    '/v1/articles/a-story?body=html',
    '/v1/articles/a-story/ninjs',
    '/v1/articles/a-story/jsonld',
    '/v1/search?q=paragraph',
    '/v1/agencies',
    '/v1/bylines',
    ...['rss.xml', 'atom.xml', 'feed.json', 'ninjs.json'].map((file) => `/feeds/${file}`),
    '/feeds/news-sitemap.xml',
    '/sitemaps/2026-11.xml',
  ];
  const answers = await Promise.all(addresses.map((address) => house.client.get(address)));
  for (const { statusCode } of answers) expect(statusCode).toBe(200);
  return answers.map(({ body }) => body).join('\n');
}

/** The files of a picture in the store. */
async function filesOf(house: House, { id, sha256 }: { id: string; sha256: string }): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of house.pictures.store.list(''))
    if (key.startsWith(`${id}/`) || key.includes(sha256)) keys.push(key);
  return keys;
}

describe.each([
  ['withdraw', 'withdrawn', withdrawing],
  ['kill', 'killed', killing],
] as const)('POST /v1/desk/media/{media}/%s', (action, state, words) => {
  it('takes the picture out of everything public at once, and tells readers', async () => {
    const { house, desk, media, id } = await open();
    const file = new URL(media.src).pathname;
    expect((await house.client.get(file)).statusCode).toBe(200);
    expect(await publicAnswers(house)).toContain(media.id);
    const revision = await publicRevisionOf(house);
    const answer = await act(desk, media.id, action, words);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      takedown: { state, ...words },
      stories: [{ id, slug: 'a-story', headline: 'A story', state: 'live' }],
      storiesTotal: 1,
      sameFile: [],
    });
    expect(await publicAnswers(house)).not.toContain(media.id);
    const story = (await house.client.get('/v1/articles/a-story')).json();
    expect(story.withheldPictures).toBe(2);
    for (const address of [file, `/v1/media/${media.id}`]) {
      const gone = await house.client.get(address);
      expect(gone.statusCode).toBe(410);
      expect(gone.json().tombstone).toMatchObject({ id: media.id, state, notice: words.notice });
      expect(gone.body).not.toContain(words.reason);
    }
    expect(await publicRevisionOf(house)).toBe(revision + 1);
    const [told] = await eventsOn(house, media.id);
    expect(told).toMatchObject({
      action: `media.${state}`,
      reason: words.reason,
      data: { notice: words.notice },
    });
  });

  it('answers as if it had never been where it was never public', async () => {
    const { house, desk } = await open();
    const other = await uploaded(desk, await drawing({ colour: '#fff' }).jpeg().toBuffer());
    expect((await act(desk, other.id, action, words)).json().stories).toEqual([]);
    for (const address of [new URL(other.src).pathname, `/v1/media/${other.id}`])
      expect((await house.client.get(address)).statusCode).toBe(404);
  });

  it('names the live stories in a dry run, and does nothing', async () => {
    const { house, desk, media, id } = await open();
    const answer = await act(desk, media.id, action, words, '?dryRun=true');
    expect(answer.json()).toMatchObject({ takedown: { state }, stories: [{ id }] });
    expect((await house.client.get(`/v1/media/${media.id}`)).statusCode).toBe(200);
    expect(await filesOf(house, media)).not.toEqual([]);
    expect(await actionsOn(house, media.id)).toEqual(['media.created']);
  });

  it('takes down every picture with the same bytes', async () => {
    const { house, desk, bytes, media } = await open();
    const other = await uploaded(desk, await drawing({ colour: '#fff' }).jpeg().toBuffer());
    await desk.send('PUT', `/media/${other.id}/file`, { ...(await form([{ bytes }])), etag: other.etag });
    await givenStory(house, { slug: 'another', leadMedia: { media: other.id } });
    const answer = await act(desk, media.id, action, words);
    expect(answer.json().sameFile).toEqual([other.id]);
    expect(answer.json().stories).toHaveLength(2);
    expect((await house.client.get(`/v1/media/${other.id}`)).statusCode).toBe(410);
  });

  it('leaves a live story correctable, and lets no other be published with it', async () => {
    const { desk, media, id } = await open();
    const { id: draft } = await desk.create({ slug: 'draft', leadMedia: { media: media.id } });
    await act(desk, media.id, action, words);
    const refused = await desk.act(draft, 'publish', {});
    expect([refused.statusCode, refused.json().errors[0].rule]).toEqual([422, 'pictureTakenDown']);
    await desk.patch(id, { headline: 'A story, mended' });
    const { findings } = (await desk.send('GET', `/articles/${id}/preflight`)).json();
    expect(findings.map(({ rule }: { rule: string }) => rule)).toContain('pictureWithheld');
    const change = { kind: 'correction', text: 'It was mended.' };
    expect((await desk.act(id, 'publish', { change })).statusCode).toBe(200);
  });

  it('takes a logo and a portrait away', async () => {
    const { house, desk, media } = await open();
    await givenAgency(house, { logo: media.id });
    await givenByline(house, { slug: 'richard-roe', name: 'Richard Roe', portrait: media.id });
    await act(desk, media.id, action, words);
    expect(await publicAnswers(house)).not.toContain(media.id);
  });

  it('refuses in order: 400, 403, 404, 409, 412, 428', async () => {
    const { house, desk, media } = await open();
    const path = `/media/${media.id}/${action}`;
    expect((await desk.send('POST', path, { etag: '"r1"', body: { reason: 'Why.' } })).statusCode).toBe(400);
    const editor = await deskOf(house, 'editor');
    const refused = await editor.send('POST', path, { etag: '"r1"', body: words });
    expect([refused.statusCode, refused.json().scope]).toEqual([403, 'media:withdraw']);
    expect(
      (await desk.send('POST', `/media/media_none/${action}`, { etag: '"r1"', body: words })).statusCode,
    ).toBe(404);
    expect((await desk.send('POST', path, { etag: '"r9"', body: words })).statusCode).toBe(412);
    expect((await desk.send('POST', path, { body: words })).statusCode).toBe(428);
    await act(desk, media.id, action, words);
    expect((await act(desk, media.id, action, words)).statusCode).toBe(409);
  });
});

describe('a withdrawn picture', () => {
  it('is brought back into every story by a chief, with its history', async () => {
    const { house, desk, media } = await open();
    await act(desk, media.id, 'withdraw', withdrawing);
    const withdrawn = await desk.send('GET', '/media?takenDown=withdrawn');
    expect(withdrawn.json().data).toMatchObject([{ id: media.id }]);
    const file = await desk.send('GET', `/media/${media.id}/files/sm.jpg`);
    expect(file.statusCode).toBe(200);
    const editor = await deskOf(house, 'editor');
    const body = { reason: 'It shows the tower.' };
    expect((await act(editor, media.id, 'bring-back', body)).statusCode).toBe(403);
    const answer = await act(desk, media.id, 'bring-back', body);
    expect([answer.statusCode, answer.json().takedown]).toEqual([200, undefined]);
    expect(answer.json().stories).toHaveLength(1);
    const story = (await house.client.get('/v1/articles/a-story')).json();
    expect([story.leadMedia.id, story.withheldPictures]).toEqual([media.id, undefined]);
    expect((await house.client.get(new URL(media.src).pathname)).statusCode).toBe(200);
    expect((await act(desk, media.id, 'bring-back', body)).statusCode).toBe(409);
    expect(await actionsOn(house, media.id)).toEqual([
      'media.created',
      'media.withdrawn',
      'media.broughtBack',
    ]);
  });

  it('is the one that its file uploaded again gives, and is not deleted', async () => {
    const { desk, bytes, media } = await open();
    const other = await uploaded(desk, await drawing({ colour: '#fff' }).jpeg().toBuffer());
    for (const { id } of [media, other]) await act(desk, id, 'withdraw', withdrawing);
    const again = (await upload(desk, [{ bytes }])).json().data[0];
    expect(again).toMatchObject({ status: 'existing', media: { takedown: { state: 'withdrawn' } } });
    const { etag } = (await desk.send('GET', `/media/${other.id}`)).json();
    expect((await desk.send('DELETE', `/media/${other.id}`, { etag })).statusCode).toBe(409);
  });

  it('can still be killed, and keeps that it was public', async () => {
    const { house, desk, media, id } = await open();
    await act(desk, media.id, 'withdraw', withdrawing);
    await desk.patch(id, { leadMedia: null, bodyText: 'No picture.' });
    await desk.act(id, 'publish', { change: { kind: 'update', text: 'Without the picture.' } });
    expect((await act(desk, media.id, 'kill', killing)).statusCode).toBe(200);
    const gone = await house.client.get(`/v1/media/${media.id}`);
    expect([gone.statusCode, gone.json().tombstone.notice]).toEqual([410, killing.notice]);
  });
});

describe('the bytes of a withdrawn picture', () => {
  function white(): Promise<Buffer> {
    return drawing({ colour: '#fff' }).jpeg().toBuffer();
  }

  async function replace(desk: Desk, id: string, bytes: Buffer) {
    const { etag } = (await desk.send('GET', `/media/${id}`)).json();
    return desk.send('PUT', `/media/${id}/file`, { ...(await form([{ bytes }])), etag });
  }

  it('are not the file of another picture', async () => {
    const { desk, bytes, media } = await open();
    const other = await uploaded(desk, await white());
    await act(desk, media.id, 'withdraw', withdrawing);
    const refused = await replace(desk, other.id, bytes);
    expect([refused.statusCode, refused.json().errors[0].detail]).toEqual([
      422,
      expect.stringContaining(`is one with which ${media.id} was withdrawn`),
    ]);
    expect((await replace(desk, media.id, bytes)).statusCode).toBe(200);
    await act(desk, media.id, 'bring-back', { reason: 'It is fine.' });
    expect((await replace(desk, other.id, bytes)).statusCode).toBe(200);
  });

  it('stay withdrawn when it gets another file, also after that was brought back', async () => {
    const { house, desk, bytes, media } = await open();
    await act(desk, media.id, 'withdraw', withdrawing);
    expect((await replace(desk, media.id, await white())).statusCode).toBe(200);
    async function comesBack(): Promise<number[]> {
      const other = await uploaded(desk, await drawing({ colour: '#123' }).jpeg().toBuffer());
      return [
        (await upload(desk, [{ bytes }])).statusCode,
        (await replace(desk, other.id, bytes)).statusCode,
      ];
    }
    expect(await comesBack()).toEqual([422, 422]);
    await act(desk, media.id, 'bring-back', { reason: 'The faces are covered now.' });
    expect((await house.client.get(`/v1/media/${media.id}`)).statusCode).toBe(200);
    expect(await comesBack()).toEqual([422, 422]);
    const refused = await replace(desk, media.id, bytes);
    expect(refused.json().errors[0].detail).toContain('withdraw it again, replace its file');
  });

  it('come back with the picture: as its file while it is withdrawn, and then with it', async () => {
    const { house, desk, bytes, media } = await open();
    await act(desk, media.id, 'withdraw', withdrawing);
    await replace(desk, media.id, await white());
    expect((await replace(desk, media.id, bytes)).statusCode).toBe(200);
    await act(desk, media.id, 'bring-back', { reason: 'It was right.' });
    expect((await house.client.get(`/v1/media/${media.id}`)).statusCode).toBe(200);
    expect((await upload(desk, [{ bytes }])).json().data[0].status).toBe('existing');
    expect((await upload(desk, [{ bytes: await white() }])).statusCode).toBe(422);
  });

  it('keep the picture from being deleted', async () => {
    const { desk, bytes } = await open();
    const other = await uploaded(desk, await white());
    await act(desk, other.id, 'withdraw', withdrawing);
    await replace(desk, other.id, await drawing({ colour: '#123' }).jpeg().toBuffer());
    await act(desk, other.id, 'bring-back', { reason: 'It is another one.' });
    const { etag } = (await desk.send('GET', `/media/${other.id}`)).json();
    const refused = await desk.send('DELETE', `/media/${other.id}`, { etag });
    expect([refused.statusCode, refused.json().detail]).toEqual([
      409,
      expect.stringContaining('A former file of this picture was withdrawn'),
    ]);
    expect((await upload(desk, [{ bytes }])).statusCode).toBe(200);
  });

  it.each([
    ['withdraw', withdrawing, 'was withdrawn'],
    ['kill', killing, 'was killed'],
  ])(
    'go with it on %s though another file took their place while it was public',
    async (action, body, why) => {
      const { house, desk, bytes, media } = await open();
      expect((await replace(desk, media.id, await white())).statusCode).toBe(200);
      expect((await act(desk, media.id, action, body)).statusCode).toBe(200);
      const refused = await upload(desk, [{ bytes }]);
      expect([refused.statusCode, refused.json().errors[0].detail]).toEqual([
        422,
        expect.stringContaining(why),
      ]);
      if (action === 'kill') expect(await filesOf(house, media)).toEqual([]);
    },
  );

  it('stay where they are the file of another picture, and free what was only replaced', async () => {
    const { house, desk, bytes, media } = await open();
    await replace(desk, media.id, await white());
    const other = (await upload(desk, [{ bytes }], { fields: { captions } })).json().data[0].media;
    await act(desk, media.id, 'kill', killing);
    expect(
      (await house.client.get(`/v1/desk/media/${other.id}`, { headers: desk.key })).json(),
    ).not.toHaveProperty('takenDown');
    expect((await filesOf(house, other)).length).toBeGreaterThan(0);
    await replace(desk, other.id, await drawing({ colour: '#456' }).jpeg().toBuffer());
    const { etag } = (await desk.send('GET', `/media/${other.id}`)).json();
    expect((await desk.send('DELETE', `/media/${other.id}`, { etag })).statusCode).toBe(204);
  });

  it('are killed with the picture, and their files deleted', async () => {
    const { house, desk, bytes, media } = await open();
    await act(desk, media.id, 'withdraw', withdrawing);
    await replace(desk, media.id, await white());
    expect((await act(desk, media.id, 'kill', killing)).statusCode).toBe(200);
    expect(await filesOf(house, media)).toEqual([]);
    for (const file of [bytes, await white()]) {
      const refused = await upload(desk, [{ bytes: file }]);
      expect([refused.statusCode, refused.json().errors[0].detail]).toEqual([
        422,
        expect.stringContaining('was killed'),
      ]);
    }
    const { store } = house.pictures;
    await house.pictures.sweep(house.clock.now());
    for await (const { key } of store.list('originals/')) expect(key).not.toContain(media.sha256);
  });
});

describe('a killed picture', () => {
  it('has no files left, and the sweep removes what comes too late', async () => {
    const { house, desk, bytes, media } = await open();
    await house.pictures.renditionMaker.run();
    expect((await filesOf(house, media)).length).toBeGreaterThan(5);
    const { store } = house.pictures;
    const remove = store.remove.bind(store);
    store.remove = () => Promise.reject(new Error('The store is away.'));
    expect((await act(desk, media.id, 'kill', killing)).statusCode).toBe(200);
    store.remove = remove;
    expect(await filesOf(house, media)).not.toEqual([]);
    await house.pictures.sweep(house.clock.now());
    expect(await filesOf(house, media)).toEqual([]);
    expect((await desk.send('GET', `/media/${media.id}/files/sm.jpg`)).statusCode).toBe(404);
    expect((await upload(desk, [{ bytes }])).statusCode).toBe(422);
    expect(await filesOf(house, media)).toEqual([]);
  });

  it('leaves no file that was being made while it was killed', async () => {
    const { house, desk, media } = await open();
    const { store } = house.pictures;
    const put = store.put.bind(store);
    let isKilled = false;
    store.put = async (...file) => {
      await put(...file);
      if (!isKilled) expect((await act(desk, media.id, 'kill', killing)).statusCode).toBe(200);
      isKilled = true;
    };
    await house.pictures.renditionMaker.run();
    expect([isKilled, await filesOf(house, media)]).toEqual([true, []]);
  });

  it('loses its files at once, but not those of other pictures', async () => {
    const { house, desk, media } = await open();
    const other = await uploaded(desk, await drawing({ colour: '#fff' }).jpeg().toBuffer());
    await house.pictures.renditionMaker.run();
    await act(desk, media.id, 'kill', killing);
    expect(await filesOf(house, media)).toEqual([]);
    expect((await filesOf(house, other)).length).toBeGreaterThan(5);
  });

  it('is not taken again, alone, among others, or as the file of another', async () => {
    const { desk, bytes, media } = await open();
    await act(desk, media.id, 'kill', killing);
    const alone = await upload(desk, [{ bytes, name: 'a.jpg' }]);
    expect([alone.statusCode, alone.json().errors[0].detail]).toEqual([
      422,
      '"a.jpg" is a picture that was killed: it is not taken again',
    ]);
    const white = await drawing({ colour: '#fff' }).jpeg().toBuffer();
    const { data } = (await upload(desk, [{ bytes }, { bytes: white }])).json();
    expect(data.map(({ status }: { status: string }) => status)).toEqual(['refused', 'created']);
    const sent = await form([{ bytes }]);
    const { etag, id } = data[1].media;
    expect((await desk.send('PUT', `/media/${id}/file`, { ...sent, etag })).statusCode).toBe(422);
  });

  it('is changed by nothing', async () => {
    const { desk, media } = await open();
    await act(desk, media.id, 'kill', killing);
    const { etag } = (await desk.send('GET', `/media/${media.id}`)).json();
    const path = `/media/${media.id}`;
    const sent = await form([{ bytes: await drawing({ colour: '#fff' }).jpeg().toBuffer() }]);
    const changes = [
      desk.send('PATCH', path, { etag, body: { place: 'Tokyo' } }),
      desk.send('PUT', `${path}/captions/en`, { etag, body: { altText: 'Dot' } }),
      desk.send('DELETE', `${path}/captions/en`, { etag }),
      desk.send('PUT', `${path}/file`, { ...sent, etag }),
      desk.send('POST', `${path}/retry`, { etag }),
      desk.send('POST', `${path}/withdraw`, { etag, body: withdrawing }),
      desk.send('POST', `${path}/bring-back`, { etag, body: { reason: 'No.' } }),
      desk.send('DELETE', path, { etag }),
    ];
    for (const answer of await Promise.all(changes))
      expect([answer.statusCode, answer.json().detail]).toEqual([
        409,
        'This picture was killed, and nothing brings it back.',
      ]);
  });
});
