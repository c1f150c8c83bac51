type Named = { slug: string };

/** The addresses of the site. That of a story is also in `SITE_URL` of Dateline, that of a preview in `PREVIEW_URL`. */
export const addresses = {
  front: (locale: string) => `/${locale}`,
  story: ({ locale, slug }: Named & { locale: string }) => `/${locale}/stories/${slug}`,
  section: (locale: string, { slug }: Named) => `/${locale}/sections/${slug}`,
  topic: (locale: string, { slug }: Named) => `/${locale}/topics/${slug}`,
  agency: (locale: string, { slug }: Named) => `/${locale}/agencies/${slug}`,
  byline: (locale: string, { slug }: Named) => `/${locale}/bylines/${slug}`,
  search: (locale: string) => `/${locale}/search`,
  corrections: (locale: string) => `/${locale}/corrections`,
};
