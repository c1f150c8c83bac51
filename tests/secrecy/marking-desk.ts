/** The desk as the secrets are planted through it. */
import { expect } from 'vitest';
import { deskOf, type Desk } from '../support/desk.ts';
import { givenPicture } from '../support/given.ts';
import type { House } from '../support/house.ts';
import { link, rights, saying } from './marked.ts';

/** Writes at the desk; an answer that is no success fails the test. */
export async function markingDesk(house: House) {
  const desk = await deskOf(house, 'admin');

  async function send(...[method, path, sending]: Parameters<Desk['send']>) {
    const response = await desk.send(method, path, sending);
    expect(response.statusCode, `${method} ${path}: ${response.body}`).toBeLessThan(300);
    return response.body === '' ? undefined : response.json();
  }

  /** Sends a change with the `etag` of what stands there. */
  async function change(
    method: 'PATCH' | 'PUT' | 'DELETE' | 'POST',
    path: string,
    body?: unknown,
    of = path,
  ) {
    const { etag } = await send('GET', of);
    return send(method, path, { etag, body });
  }

  return {
    create: async (path: string, body: unknown): Promise<string> => (await send('POST', path, { body })).id,
    change,
    /** An action on a story. */
    act: (id: string, action: string, body?: unknown) =>
      change('POST', `/articles/${id}/${action}`, body, `/articles/${id}`),
    send,
  };
}

export type MarkingDesk = Awaited<ReturnType<typeof markingDesk>>;

/** What of a picture is never public, also when the picture is. */
export function forTheDeskAlone(say: (field: string) => string) {
  return {
    instructions: say('instructions'),
    personsShown: [say('person shown')],
    modelRelease: { status: 'unlimited', ids: [say('model release')] },
    propertyRelease: { ids: [say('property release')] },
  };
}

/** A picture with the mark in every text, in a language that stories have and in one that none has. */
export async function markedPicture(house: House, desk: MarkingDesk, where: string): Promise<string> {
  const say = saying(`${where} picture`);
  const id = await givenPicture(house, { captions: {} });
  await desk.change('PATCH', `/media/${id}`, {
    creditLine: say('credit line'),
    creators: [{ name: say('creator'), role: say('creator role') }],
    agency: 'kyodo',
    rights: {
      ...rights(say),
      webStatement: link('terms'),
      licensors: [{ name: say('licensor'), url: link('license') }],
      otherConstraints: say('constraints'),
    },
    ...forTheDeskAlone(say),
    place: say('place'),
    placesShown: [say('place shown')],
    contentCreated: '2022-06-14',
  });
  for (const locale of ['en', 'pt-BR']) {
    const words = {
      caption: say('caption'),
      altText: say('alt'),
      extendedDescription: say('description'),
      descriptionWriter: say('writer'),
    };
    await desk.change('PUT', `/media/${id}/captions/${locale}`, words, `/media/${id}`);
  }
  return id;
}
