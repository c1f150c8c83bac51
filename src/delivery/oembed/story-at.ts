import type { Site } from '../../library/site.ts';

/** The story that a URL names, by slug or id, and its locale if given. */
export type StoryName = { article: string; locale: string | undefined };

/** The story of a page on the site or of an address of this API; undefined for other URLs. */
export function storyAt(address: string, { storyUrl, publicUrl }: Site): StoryName | undefined {
  const plain = address.replace(/#.*$/s, '');
  for (const template of [
    storyUrl,
    `${publicUrl}/v1/articles/{slug}?locale={locale}`,
    `${publicUrl}/v1/articles/{slug}`,
  ]) {
    // Tracking parameters are ignored.
    const asked = template.includes('?') ? plain : plain.replace(/\?.*$/s, '');
    const { id, slug, locale } = patternOf(template).exec(asked)?.groups ?? {};
    const article = decoded(id ?? slug);
    if (article !== undefined) return { article, locale: decoded(locale) };
  }
  return undefined;
}

/** A pattern for the URLs of a template; of a repeated placeholder the first is read. */
function patternOf(template: string): RegExp {
  const seen = new Set<string>();
  const steps = template.split(/\{(id|slug|locale|section)\}/).map((step, index) => {
    if (index % 2 === 0) return RegExp.escape(step);
    if (seen.has(step)) return '[^/?&]+';
    seen.add(step);
    return `(?<${step}>${step === 'id' ? 'article_[0-9a-z]+' : '[^/?&]+'})`;
  });
  return new RegExp(`^${steps.join('')}$`);
}

function decoded(part: string | undefined): string | undefined {
  if (part === undefined) return undefined;
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
