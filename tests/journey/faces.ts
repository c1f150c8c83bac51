import { expect } from 'vitest';
import type { House } from '../support/house.ts';
import { surrogateKeyOf } from '../../src/foundation/http/answer/surrogate-keys.ts';

/** What readers find of a story, wherever they may look. */
export type Faces = { status: number; headline?: string; inLists: boolean; corrections: number };

const lists = ['', '?section=world', '?agency=reuters', '?topic=nato', '?kind=story'];

/** Looks at every public address that may show a story, asks each twice, and holds that they agree. */
export async function facesOf(house: House, { id, slug }: { id: string; slug: string }): Promise<Faces> {
  const { client } = house;
  const found = [];
  for (const address of [`/v1/articles/${slug}`, `/v1/articles/${id}`, `/v1/articles/${slug}?body=html`]) {
    const first = await client.get(address);
    const again = await client.get(address);
    expect([again.statusCode, again.body.replaceAll(/[0-9a-f-]{36}/g, '')], address).toEqual([
      first.statusCode,
      first.body.replaceAll(/[0-9a-f-]{36}/g, ''),
    ]);
    if (first.statusCode === 200) {
      expect(first.headers.etag).toMatch(/^"/);
      expect(String(first.headers['surrogate-key']).split(' ')).toContain(surrogateKeyOf(id));
      const known = { 'if-none-match': String(first.headers.etag) };
      expect((await client.get(address, { headers: known })).statusCode, address).toBe(304);
    }
    found.push(first);
  }
  const [one] = found;
  expect(found.map(({ statusCode }) => statusCode)).toEqual(Array(3).fill(one!.statusCode));
  const inLists = new Set<boolean>();
  for (const query of lists) {
    const { data } = (await client.get(`/v1/articles${query}`)).json<{ data: { id: string }[] }>();
    inLists.add(data.some((story) => story.id === id));
  }
  expect(inLists.size, 'lists agree').toBe(1);
  const { data } = (await client.get('/v1/corrections')).json<{ data: { article: { id: string } }[] }>();
  return {
    status: one!.statusCode,
    ...(one!.statusCode === 200 && { headline: one!.json<{ headline: string }>().headline }),
    inLists: inLists.has(true),
    corrections: data.filter(({ article }) => article.id === id).length,
  };
}

export const nowhere: Faces = { status: 404, inLists: false, corrections: 0 };
