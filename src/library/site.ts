import type { Policies } from './policies.ts';

/** Widths in pixels by the name of the breakpoint, the narrowest first. */
export type Widths = { xs: number; sm: number; md: number; lg: number };
export const defaultWidths: Widths = { xs: 320, sm: 640, md: 1024, lg: 1600 };

/** The site and its URLs. All URLs in responses are made from these settings, never from the request. */
export type Site = {
  /** Where this server is reached: `https://api.example.org` or `https://example.org/cms`, without a slash at the end. */
  publicUrl: string;
  /** Under which the files of pictures are: `https://api.example.org/media`. */
  mediaUrl: string;
  /** A template for a story's page on the site; `{slug}`, `{id}`, `{locale}` and `{section}` are filled in. */
  storyUrl: string;
  /** Whether that leads to pages; otherwise to the stories in this API, which are no HTML. */
  hasPages: boolean;
  /** A template for the page of a preview on the site, or the preview in this API; `{token}` is filled in. */
  previewUrl: string;
  name: string;
  /** The address of its logo. */
  logo?: string | undefined;
  /** Where it says how it works. */
  policies?: Policies | undefined;
  defaultLocale: string;
  /** How wide the renditions of a picture are. */
  widths: Widths;
};

/** What the address of a story is made of; `section` is the slug of its section, if that is public. */
export type Addressed = { id: string; slug: string; locale: string; section: string | null | undefined };

/** The address of a story's page on the site: the only place where one is made. */
export function storyAddress(site: Site, { id, slug, locale, section }: Addressed): string {
  const parts: Record<string, string> = { id, slug, locale, section: section ?? 'news' };
  return stepsOf(site)
    .map((step, index) => (index % 2 === 1 ? encodeURIComponent(parts[step]!) : step))
    .join('');
}

/** The template of a story's address: text as it is, and after each the name of what is filled in. */
export function stepsOf(site: Site): string[] {
  let steps = parsed.get(site);
  if (!steps) parsed.set(site, (steps = site.storyUrl.split(/\{(id|slug|locale|section)\}/)));
  return steps;
}

// Cached, since a list makes many URLs.
const parsed = new WeakMap<Site, string[]>();

/** The address of one file of a picture; it changes whenever its bytes do. */
export function mediaAddress(
  { mediaUrl }: Site,
  mediaId: string,
  { hash, name, extension }: { hash: string; name: string; extension: string },
): string {
  return `${mediaUrl}/${mediaId}/${hash}/${name}.${extension}`;
}
