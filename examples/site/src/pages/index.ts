import type { APIRoute } from 'astro';
import { addresses } from '../addresses.ts';
import type { Home } from '../dateline.ts';

/** The site begins with the front page in its first language. */
export const GET: APIRoute = async ({ locals, redirect }) => {
  const { defaultLocale } = await locals.dateline.get<Home>('/v1');
  return redirect(addresses.front(defaultLocale), 302);
};
