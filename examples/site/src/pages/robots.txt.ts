import type { APIRoute } from 'astro';
import { datelineUrl } from '../dateline.ts';

/** Search engines find all stories in the sitemap of Dateline. */
export const GET: APIRoute = () =>
  new Response(`User-agent: *\nDisallow: /preview/\n\nSitemap: ${datelineUrl}/sitemap.xml\n`);
