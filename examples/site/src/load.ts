import type { Alert, ArticleSummary, Section } from 'dateline-client';
import { PageError, type Dateline, type Entry } from './dateline.ts';

/** What every page needs: the site, its languages, the sections and the alerts. */
export type Frame = { entry: Entry; sections: Section[]; alerts: Alert[] };

/** Reads the frame of a page in one language. */
export async function loadFrame({ GET }: Dateline, locale: string): Promise<Frame> {
  const [entry, sections, alerts] = await Promise.all([
    GET('/v1'),
    GET('/v1/sections', { params: { query: { locale, limit: 100 } } }),
    GET('/v1/alerts', { params: { query: { limit: 3 } } }),
  ]);
  return { entry: entry.data, sections: sections.data.data, alerts: alerts.data.data };
}

/** The same, for a page whose address names the language: throws a 404 where no story is in it. */
export async function openFrame(dateline: Dateline, locale: string): Promise<Frame> {
  const frame = await loadFrame(dateline, locale);
  const { defaultLocale, locales } = frame.entry;
  if (locale !== defaultLocale && !locales.some((one) => one.locale === locale))
    throw new PageError(404, `No story is in ${locale}.`);
  return frame;
}

export type Cards = { data: ArticleSummary[]; page: { next?: string } };
type Filter = { section?: string[]; topic?: string[]; agency?: string[]; byline?: string[] };

/** A page of stories in one language, the newest first: the page that `cursor` in the address of the site names. */
export async function loadCards(
  { GET }: Dateline,
  address: URL,
  { locale, ...filter }: Filter & { locale: string },
): Promise<Cards> {
  const { data } = await GET('/v1/articles', {
    params: { query: { locale: [locale], ...filter, ...cursorIn(address), ratio: '16x9', limit: 20 } },
  });
  return data;
}

/** Which page of a list an address of the site names. */
export function cursorIn({ searchParams }: URL): { cursor?: string } {
  const cursor = searchParams.get('cursor');
  return cursor === null ? {} : { cursor };
}
