/** The desk as the secrets are planted through it. */
import { expect } from 'vitest';
import { deskOf, type Desk } from '../support/desk.ts';
import { givenPicture } from '../support/given.ts';
import type { House } from '../support/house.ts';
import { rights, saying } from './marked.ts';

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

/** A picture with the mark in every text, in a language that stories have and in one that none has. */
export async function markedPicture(house: House, desk: MarkingDesk, where: string): Promise<string> {
  const say = saying(`${where} picture`);
  const id = await givenPicture(house, { captions: {} });
  await desk.change('PATCH', `/media/${id}`, {
    creditLine: say('credit line'),
    creators: [{ name: say('creator'), role: say('creator role') }],
    agency: 'kyodo',
    rights: rights(say),
    place: say('place'),
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
