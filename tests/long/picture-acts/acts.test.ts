/** Who may do what with a picture in which state: played, and held to the table in `acts.md`. */
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { issueKey } from '../../../src/access/issue-key.ts';
import { system } from '../../../src/access/system.ts';
import { media as pictures } from '../../../src/library/tables/pictures.ts';
import { keyHolders, readActs, writeActs, type ActsTable } from '../../support/acts-table.ts';
import { documentOf } from '../../support/contract.ts';
import type { Response } from '../../support/contract-client.ts';
import { deskOf, deskWith, type Desk } from '../../support/desk.ts';
import { givenAgency } from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';
import { drawing, form, upload } from '../../support/pictures.ts';

type Desks = Record<(typeof keyHolders)[number], Desk>;

const told = { reason: 'For a reason.', notice: 'It is gone.' };
const captions = { en: { caption: 'A dot.', altText: 'A dot.' } };

/** What a picture is in, or what was done to it. The reporter who uploaded it wrote the story. */
const states: Record<string, (parts: Played) => Promise<unknown>> = {
  unused: () => Promise.resolve(),
  'in a draft': draft,
  'in review': inReview,
  approved,
  'approved, and deleted': async (parts) => {
    const id = await approved(parts);
    const { editor } = parts.desks;
    return editor.send('DELETE', `/articles/${id}`, { etag: (await editor.read(id)).etag });
  },
  scheduled: async (parts) => {
    const id = await draft(parts);
    await parts.desks.editor.act(id, 'schedule', { at: '2045-01-01T00:00:00Z' });
    await parts.desks.editor.patch(id, { leadMedia: null });
  },
  live,
  unpublished: async (parts) => {
    const id = await live(parts);
    return parts.desks.editor.act(id, 'unpublish', { reason: 'R' });
  },
  logo: ({ house, media }) => givenAgency(house, { logo: media }),
  withdrawn: (parts) => takeDown(parts, 'withdraw'),
  'live, and withdrawn': async (parts) => {
    await live(parts);
    return takeDown(parts, 'withdraw');
  },
  killed: (parts) => takeDown(parts, 'kill'),
};

type Played = { house: House; desks: Desks; media: string; other: string; bytes: Buffer };
/** With the pictures as they are before any act, and a file to put in their place. */
type AtHand = Played & { etags: Record<string, string>; replacement: Sent };

/** What is sent: the operations on a picture, and two ways in which its bytes might come back. */
const acts: Record<string, (by: Desk, parts: AtHand) => Promise<Response>> = {
  patchMedia: (by, parts) => change(by, parts, 'PATCH', '', { body: { place: 'Tokyo' } }),
  putCaption: (by, parts) => change(by, parts, 'PUT', '/captions/en', { body: { altText: 'A point.' } }),
  deleteCaption: (by, parts) => change(by, parts, 'DELETE', '/captions/ja', {}),
  replaceMediaFile: (by, parts) => change(by, parts, 'PUT', '/file', parts.replacement),
  retryMedia: (by, parts) => change(by, parts, 'POST', '/retry', {}),
  withdrawMedia: (by, parts) => change(by, parts, 'POST', '/withdraw', { body: told }),
  bringBackMedia: (by, parts) =>
    change(by, parts, 'POST', '/bring-back', { body: { reason: 'It is right.' } }),
  killMedia: (by, parts) => change(by, parts, 'POST', '/kill', { body: told }),
  deleteMedia: (by, parts) => change(by, parts, 'DELETE', '', {}),
  'upload its file': (by, { bytes }) => upload(by, [{ bytes }], { query: '?dryRun=true' }),
  'its file for another': async (by, { other, bytes, ...parts }) =>
    change(by, { ...parts, media: other }, 'PUT', '/file', await form([{ bytes }])),
};

const page = readActs(new URL('acts.md', import.meta.url));

describe('every act on a picture by everybody', () => {
  it.each(Object.keys(states))('is answered for a picture that is %s as the table says', async (state) => {
    const played = await playAll(state);
    expect(played, `acts.md should say:\n\n${writeActs(state, played, keyHolders)}`).toEqual(
      page[state] ?? {},
    );
  });

  it('is written for no state that is none', () => {
    expect(Object.keys(page)).toEqual(Object.keys(states));
  });

  it('has every operation that changes a picture', async () => {
    const { app } = await openHouse({ seed: 'none' });
    const { paths } = documentOf(app);
    const operations = Object.entries(paths).flatMap(([path, found]) =>
      path.startsWith('/v1/desk/media/{media}')
        ? Object.entries(found).flatMap(([method, said]) => (method === 'get' ? [] : said!.operationId))
        : [],
    );
    expect(Object.keys(acts)).toEqual(expect.arrayContaining(operations));
  });
});

async function playAll(state: string): Promise<ActsTable> {
  const house = await openHouse({ seed: 'none', ownPictures: true });
  const desks = await desksOf(house);
  const bytes = await drawing().jpeg().toBuffer();
  const fields = { captions: { ...captions, ja: { altText: '点' } } };
  const media = await uploaded(desks['reporter, own'], bytes, fields);
  const other = await uploaded(desks['reporter, own'], await drawing({ colour: '#fff' }).jpeg().toBuffer());
  const parts = { house, desks, media, other, bytes };
  await states[state]!(parts);
  // So that there is something to try again.
  await house.play(({ tx }) =>
    tx.update(pictures).set({ renditionsState: 'failed' }).where(eq(pictures.id, media)),
  );
  // Read once: a dry run that changed a picture would show as 412 of the next.
  const atHand = {
    ...parts,
    etags: { [media]: await etagOf(desks.chief, media), [other]: await etagOf(desks.chief, other) },
    replacement: await form([{ bytes: await drawing({ colour: '#123456' }).jpeg().toBuffer() }]),
  };
  const played: ActsTable = {};
  for (const [act, play] of Object.entries(acts)) {
    const cells: Record<string, string> = (played[act] = {});
    for (const caller of keyHolders) cells[caller] = said(await play(desks[caller], atHand));
  }
  return played;
}

async function desksOf(house: House): Promise<Desks> {
  const { secret } = await house.database.transact(system, (work) =>
    issueKey(work, { name: 'Robot', role: 'chief', actor: { name: 'Robot', kind: 'service' } }),
  );
  return {
    'reporter, own': await deskOf(house, 'reporter'),
    "reporter, another's": await deskOf(house, 'reporter'),
    editor: await deskOf(house, 'editor'),
    chief: await deskOf(house, 'chief'),
    admin: await deskOf(house, 'admin'),
    'service with a chief’s key': deskWith(house, { authorization: `Bearer ${secret}` }),
  };
}

async function uploaded(desk: Desk, bytes: Buffer, fields: object = { captions }): Promise<string> {
  const { data } = (await upload(desk, [{ bytes }], { fields })).json<{
    data: { media: { id: string } }[];
  }>();
  return data[0]!.media.id;
}

async function draft({ desks, media }: Played): Promise<string> {
  return (await desks['reporter, own'].create({ leadMedia: { media } })).id;
}

async function inReview(parts: Played): Promise<string> {
  const id = await draft(parts);
  await parts.desks['reporter, own'].act(id, 'submit');
  return id;
}

async function approved(parts: Played): Promise<string> {
  const id = await inReview(parts);
  await parts.desks.editor.act(id, 'approve');
  return id;
}

async function live(parts: Played): Promise<string> {
  const id = await draft(parts);
  await parts.desks.editor.act(id, 'publish', {});
  return id;
}

async function takeDown({ desks: { chief }, media }: Played, action: 'withdraw' | 'kill'): Promise<void> {
  const etag = await etagOf(chief, media);
  await chief.send('POST', `/media/${media}/${action}`, { etag, body: told });
}

type Sent = { body?: unknown; headers?: Record<string, string> };

async function change(
  by: Desk,
  { etags, media }: Pick<AtHand, 'etags' | 'media'>,
  method: 'PATCH' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  sent: Sent,
): Promise<Response> {
  return by.send(method, `/media/${media}${path}?dryRun=true`, { etag: etags[media], ...sent });
}

async function etagOf(desk: Desk, media: string): Promise<string> {
  return (await desk.send('GET', `/media/${media}`)).json<{ etag: string }>().etag;
}

function said(answer: Response): string {
  if (answer.statusCode < 300) return 'done';
  return `${answer.statusCode} ${answer.json<{ type: string }>().type.split('/').at(-1)}`;
}
