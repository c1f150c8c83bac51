import {
  Problem,
  type Alert,
  type ArticleCard,
  type Dateline,
  type Home,
  type Page,
  type Section,
} from './dateline.ts';

/** What every page needs: the site, its languages, the sections and the alerts. */
export type Frame = { home: Home; sections: Section[]; alerts: Alert[] };

/** Reads the frame of a page in one language. */
export async function loadFrame(dateline: Dateline, locale: string): Promise<Frame> {
  const [home, sections, alerts] = await Promise.all([
    dateline.get<Home>('/v1'),
    dateline.get<Page<Section>>('/v1/sections', { locale, limit: '100' }),
    dateline.get<Page<Alert>>('/v1/alerts', { limit: '3' }),
  ]);
  return { home, sections: sections.data, alerts: alerts.data };
}

/** The same, for a page whose address names the language: throws a 404 where no story is in it. */
export async function openFrame(dateline: Dateline, locale: string): Promise<Frame> {
  const frame = await loadFrame(dateline, locale);
  const { defaultLocale, locales } = frame.home;
  if (locale !== defaultLocale && !locales.some((one) => one.locale === locale)) throw new Problem(404, {});
  return frame;
}

/** A page of stories in one language, the newest first. */
export function loadCards(
  dateline: Dateline,
  query: Record<string, string | undefined>,
): Promise<Page<ArticleCard>> {
  return dateline.get('/v1/articles', { ...query, ratio: '16x9', limit: '20' });
}
