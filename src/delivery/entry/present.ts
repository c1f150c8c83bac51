import type { Site } from '../../library/site.ts';
import { feedFiles, feedForms, feedPlaces, type FeedForm } from '../addresses/feed-addresses.ts';
import { publicLists, type Entry } from './schema.ts';

/** The entry of the API, with the languages of live stories. */
export function presentEntry(
  site: Site,
  { version, locales }: { version: string; locales: string[] },
): Entry {
  return {
    name: site.name,
    version,
    defaultLocale: site.defaultLocale,
    links: {
      ...addresses(publicLists, (list) => `/v1/${list}`),
      search: at('/v1/search?q='),
      ...feedsAt('/feeds'),
      ...(site.hasPages && { sitemap: at('/sitemap.xml'), newsSitemap: at('/feeds/news-sitemap.xml') }),
      problems: at('/problems'),
      docs: at('/docs'),
      openapi: at('/openapi.json'),
    },
    locales: locales.map((locale) => ({
      locale,
      articles: at(`/v1/articles?locale=${locale}`),
      ...feedsAt(`/feeds/${feedPlaces.locale}/${locale}`),
    })),
  };

  function at(path: string): string {
    return `${site.publicUrl}${path}`;
  }

  function addresses<Name extends string>(names: readonly Name[], pathOf: (name: Name) => string) {
    return Object.fromEntries(names.map((name) => [name, at(pathOf(name))])) as Record<Name, string>;
  }

  function feedsAt(path: string): Record<FeedForm, string> {
    return addresses(feedForms, (form) => `${path}/${feedFiles[form].file}`);
  }
}
