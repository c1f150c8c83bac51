import { toTimestamp } from '../../foundation/clock.ts';
import { escapeHtml } from '../../foundation/escape-html.ts';
import { writeXml } from '../../foundation/xml.ts';
import type { listAddresses, Month } from '../../edition/articles/addresses.ts';
import { storyAddress, type Site } from '../../library/site.ts';

type Listed = Awaited<ReturnType<typeof listAddresses>>[number];

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** The most URLs of one sitemap. */
export const mostAddresses = 50_000;

/** The index of all sitemaps: one a month, or several for a large month. */
export function writeIndex(months: Month[], { publicUrl }: Site): string {
  return writeXml({
    sitemapindex: {
      '@xmlns': namespace,
      sitemap: months.flatMap(({ month, stories, updatedAt }) =>
        Array.from({ length: Math.ceil(stories / mostAddresses) }, (_, index) => ({
          loc: `${publicUrl}/sitemaps/${month}${index === 0 ? '' : `-${index + 1}`}.xml`,
          lastmod: toTimestamp(updatedAt),
        })),
      ),
    },
  });
}

/** A sitemap: the addresses of stories, and when each last changed. */
export function writeSitemap(stories: Listed[], site: Site): string {
  // Not with the XML builder: it would block the event loop for most of a second with 50,000 URLs.
  const addresses = stories.map((story) => {
    const loc = escapeHtml(storyAddress(site, story));
    return `<url><loc>${loc}</loc><lastmod>${toTimestamp(story.updatedAt)}</lastmod></url>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="${namespace}">${addresses.join('')}</urlset>`;
}

/** A news sitemap, for news search engines. */
export function writeNewsSitemap(stories: Listed[], site: Site): string {
  return writeXml({
    urlset: {
      '@xmlns': namespace,
      '@xmlns:news': 'http://www.google.com/schemas/sitemap-news/0.9',
      url: stories.map((story) => ({
        loc: storyAddress(site, story),
        'news:news': {
          'news:publication': { 'news:name': site.name, 'news:language': newsLanguage(story.locale) },
          'news:publication_date': toTimestamp(story.publishedAt),
          'news:title': story.headline,
        },
      })),
    },
  });
}

/** ISO 639 alone, but for the two ways of writing Chinese. */
function newsLanguage(locale: string): string {
  const { language, script, region } = new Intl.Locale(locale).maximize();
  if (language !== 'zh') return language;
  return script === 'Hant' || region === 'TW' ? 'zh-tw' : 'zh-cn';
}
