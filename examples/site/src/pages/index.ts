import type { APIRoute } from 'astro';
import { addresses } from '../addresses.ts';

/** The site begins with the front page in its first language. */
export const GET: APIRoute = async ({ locals, redirect }) => {
  const { data } = await locals.dateline.GET('/v1');
  return redirect(addresses.front(data.defaultLocale), 302);
};
