import { storyAddress, type Site } from '../../library/site.ts';

/** The home page of the site; of a site with a host for each language, that of the default one. */
export function homeOf(site: Site): string {
  if (!site.hasPages) return `${site.publicUrl}/`;
  const anyStory = { id: 'a', slug: 'a', locale: site.defaultLocale, section: undefined };
  return `${new URL(storyAddress(site, anyStory)).origin}/`;
}
