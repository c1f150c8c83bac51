import type { Response } from './contract-client.ts';
import type { House } from './house.ts';

/** The slugs of one page of a list. */
export async function slugsAt(house: House, url: string): Promise<string[]> {
  const { data } = (await house.client.get(url)).json<{ data: { slug: string }[] }>();
  return data.map(({ slug }) => slug);
}

/** Every page of a list, by its cursors, each as the ids on it. Gives up after a hundred. */
export async function walk(house: House, url: string): Promise<string[][]> {
  const pages: string[][] = [];
  let next: string | undefined = url;
  while (next !== undefined && pages.length < 100) {
    const answer: Response = await house.client.get(next);
    const { data, page } = answer.json<{ data: { id: string }[]; page: { next?: string } }>();
    pages.push(data.map(({ id }) => id));
    next = page.next && `${url}${url.includes('?') ? '&' : '?'}cursor=${page.next}`;
  }
  return pages;
}

/** The `errors` of a problem, by the parameter or pointer that each names. */
export function faultsOf(body: { errors?: { parameter?: string; pointer?: string; detail: string }[] }) {
  return Object.fromEntries(
    (body.errors ?? []).map((fault) => [fault.parameter ?? fault.pointer, fault.detail]),
  );
}
