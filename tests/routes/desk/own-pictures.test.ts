/** Reporters upload pictures, and change their own until something public uses them. */
import { describe, expect, it } from 'vitest';
import { type Desk, deskOf } from '../../support/desk.ts';
import { givenAgency, givenPicture, givenStory } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { drawing, form, upload } from '../../support/pictures.ts';

const captions = { en: { caption: 'A dot.', altText: 'A dot.' } };

async function open() {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, 'reporter');
  const bytes = await drawing().jpeg().toBuffer();
  const answer = await upload(desk, [{ bytes }], { fields: { captions } });
  return { house, desk, bytes, answer, media: answer.json().data[0].media };
}

/** Every change of a picture, each as it stands now; gives the statuses. */
async function changesOf(desk: Desk, id: string): Promise<number[]> {
  const file = await form([{ bytes: await drawing({ colour: '#fff' }).jpeg().toBuffer() }]);
  const statuses: number[] = [];
  for (const [method, path, sent] of [
    ['PATCH', '', { body: { place: 'Tokyo' } }],
    ['PUT', '/captions/en', { body: { altText: 'A white dot.' } }],
    ['DELETE', '/captions/en', {}],
    ['PUT', '/file', file],
    ['POST', '/retry', {}],
  ] as const) {
    const { etag } = (await desk.send('GET', `/media/${id}`)).json();
    statuses.push((await desk.send(method, `/media/${id}${path}`, { etag, ...sent })).statusCode);
  }
  return statuses;
}

describe('a reporter', () => {
  it('uploads pictures, and uses them', async () => {
    const { desk, answer, media } = await open();
    expect(answer.statusCode).toBe(201);
    const me = (await desk.send('GET', '/me')).json();
    expect(media.createdBy).toBe(me.actor.id);
    const story = await desk.create({ leadMedia: { media: media.id } });
    expect(story.leadMedia?.media).toBe(media.id);
  });

  it('changes their own picture', async () => {
    const { desk, media } = await open();
    expect(await changesOf(desk, media.id)).toEqual([200, 200, 200, 200, 409]);
  });

  it('changes no picture of others, also when they upload the same file', async () => {
    const { house, desk, bytes, media } = await open();
    const other = await givenPicture(house);
    expect(await changesOf(desk, other)).toEqual([403, 403, 403, 403, 403]);
    const second = await deskOf(house, 'reporter');
    expect((await upload(second, [{ bytes }])).json().data[0]).toMatchObject({
      status: 'existing',
      media: { id: media.id },
    });
    expect(await changesOf(second, media.id)).toEqual([403, 403, 403, 403, 403]);
  });

  it.each(['story', 'logo'])('changes it no more once a public %s uses it, which editors do', async (use) => {
    const { house, desk, media } = await open();
    if (use === 'story') await givenStory(house, { leadMedia: { media: media.id } });
    else await givenAgency(house, { logo: media.id });
    expect(await changesOf(desk, media.id)).toEqual([403, 403, 403, 403, 403]);
    const refused = await desk.send('PATCH', `/media/${media.id}`, { etag: media.etag, body: {} });
    expect(refused.json()).toMatchObject({
      scope: 'media:write',
      role: 'editor',
      detail: expect.stringContaining('Something public uses this picture'),
    });
    const editor = await deskOf(house, 'editor');
    expect((await changesOf(editor, media.id)).slice(0, 2)).toEqual([200, 200]);
  });

  it.each(['approved', 'scheduled', 'approved and deleted'])(
    'changes it no more once a story that is %s uses it',
    async (state) => {
      const { house, desk, media } = await open();
      const editor = await deskOf(house, 'editor');
      const { id } = await desk.create({ leadMedia: { media: media.id } });
      await desk.act(id, 'submit');
      expect((await changesOf(desk, media.id))[0]).toBe(200);
      expect((await editor.act(id, 'approve')).statusCode).toBe(200);
      if (state === 'scheduled') await editor.act(id, 'schedule', { at: '2045-01-01T00:00:00Z' });
      if (state === 'approved and deleted')
        await editor.send('DELETE', `/articles/${id}`, { etag: (await editor.read(id)).etag });
      expect(await changesOf(desk, media.id)).toEqual([403, 403, 403, 403, 403]);
      const refused = await desk.send('PATCH', `/media/${media.id}`, { etag: media.etag, body: {} });
      expect(refused.json().detail).toContain('An approved or scheduled story uses this picture');
      expect((await changesOf(editor, media.id)).slice(0, 2)).toEqual([200, 200]);
    },
  );

  it('changes it no more while the copy goes on and an older version with it is scheduled', async () => {
    const { house, desk, media } = await open();
    const editor = await deskOf(house, 'editor');
    const { id } = await desk.create({ leadMedia: { media: media.id } });
    await editor.act(id, 'schedule', { at: '2045-01-01T00:00:00Z' });
    await editor.patch(id, { leadMedia: null });
    expect(await changesOf(desk, media.id)).toEqual([403, 403, 403, 403, 403]);
    await editor.act(id, 'unschedule');
    expect((await changesOf(desk, media.id))[0]).toBe(200);
  });

  it('changes it no more while it is withdrawn', async () => {
    const { house, desk, media } = await open();
    const chief = await deskOf(house, 'chief');
    const body = { reason: 'Who is that?', notice: 'Gone.' };
    await chief.send('POST', `/media/${media.id}/withdraw`, { etag: media.etag, body });
    expect(await changesOf(desk, media.id)).toEqual([403, 403, 403, 403, 403]);
  });

  it('does not delete, withdraw or kill it', async () => {
    const { desk, media } = await open();
    const { etag } = media;
    const body = { reason: 'Mine.', notice: 'Gone.' };
    expect((await desk.send('DELETE', `/media/${media.id}`, { etag })).statusCode).toBe(403);
    for (const action of ['withdraw', 'kill'])
      expect((await desk.send('POST', `/media/${media.id}/${action}`, { etag, body })).statusCode).toBe(403);
  });
});
