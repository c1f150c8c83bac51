import { canonicalLocale } from '../../foundation/language.ts';
import type { Site } from '../../library/site.ts';

/** The story that a URL names, by slug or id, and its locale if given. */
export type StoryName = { article: string; locale: string | undefined };

/** The story of a page on the site or of an address of this API; undefined for other URLs. */
export function storyAt(address: string, { storyUrl, publicUrl }: Site): StoryName | undefined {
  const asked = URL.parse(address);
  if (!asked) return undefined;
  const byApi = `${publicUrl}/v1/articles/{slug}`;
  for (const template of [storyUrl, `${byApi}?locale={locale}`, byApi]) {
    const { id, slug, locale } = partsOf(template, asked) ?? {};
    const article = id ?? slug;
    if (article !== undefined) return { article, locale: locale && canonicalLocale(locale) };
  }
  return undefined;
}

type Parts = { id?: string; slug?: string; locale?: string };

/**
 * What stands at the placeholders of a template. Its parameters may stand in any order, among others like those that
 * track readers.
 */
function partsOf(template: string, { origin, pathname, searchParams }: URL): Parts | undefined {
  const [place = '', query = ''] = template.split('?');
  const found = match(place, `${origin}${pathname}`);
  const parts = found && Object.entries(found).map(([name, part]) => [name, decoded(part)] as const);
  if (!parts || parts.some(([, part]) => part === undefined)) return undefined;
  for (const [name, value] of new URLSearchParams(query)) {
    const more = match(value, searchParams.get(name) ?? '');
    if (!more) return undefined;
    parts.push(...Object.entries(more));
  }
  return Object.fromEntries(parts);
}

/** What stands at the placeholders of a text; of a repeated one the first. */
function match(template: string, text: string): Record<string, string> | undefined {
  const seen = new Set<string>();
  const steps = template.split(/\{(id|slug|locale|section)\}/).map((step, index) => {
    if (index % 2 === 0) return RegExp.escape(step);
    if (seen.has(step)) return '[^/?&]+';
    seen.add(step);
    return `(?<${step}>${step === 'id' ? 'article_[0-9a-z]+' : '[^/?&]+'})`;
  });
  const found = new RegExp(`^${steps.join('')}$`).exec(text);
  return found ? { ...found.groups } : undefined;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
