/** What of a version can be accepted alone. */
import { asInput } from '../../stories/content.ts';
import { articleFields, type ArticleIn } from '../../stories/schema.ts';
import type { ArticleContent } from '../../../edition/articles/content.ts';

/** The text has one name in whatever form it came; a story keeps its language and its names. */
const kept = new Set(['locale', 'externalIds', 'bodyText', 'bodyMarkdown', 'bodyHtml']);

export const acceptable = Object.keys(articleFields).filter((name) => !kept.has(name)) as [
  string,
  ...string[],
];

/**
 * The input that makes these fields of a story what a source sent, or all of them. A slug comes along only if its source
 * chose it, or if it is named.
 */
export function inputAccepting(
  sent: ArticleContent,
  copy: ArticleContent,
  fields: readonly string[] | undefined,
): ArticleIn {
  const { locale: _, externalIds: __, slug, ...others } = asInput(sent);
  const { slug: ___, externalIds, ...present } = asInput(copy);
  const chosen = sent.isSlugSet || fields?.includes('slug') ? { slug } : {};
  if (fields === undefined) return { ...others, ...chosen, externalIds };
  const whole: Record<string, unknown> = { ...others, ...chosen };
  const merged: Record<string, unknown> = { ...present, externalIds };
  for (const name of fields)
    if (whole[name] === undefined) Reflect.deleteProperty(merged, name);
    else merged[name] = whole[name];
  return merged as ArticleIn;
}
