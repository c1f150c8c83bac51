/** What of a version can be accepted alone. */
import { omitAbsent } from '../../../foundation/omit-absent.ts';
import { asInput } from '../../stories/input/content.ts';
import { articleFields, bodyFormsIn, type ArticleIn } from '../../stories/schema.ts';
import type { ArticleContent } from '../../../edition/articles/content.ts';

/** The text has one name in whatever form it came; a story keeps its language and its names. */
const kept = new Set(['locale', 'externalIds', 'bodyText', 'bodyMarkdown', 'bodyHtml']);

export const acceptable = Object.keys(articleFields).filter((name) => !kept.has(name)) as [
  string,
  ...string[],
];

/**
 * The input that makes these fields of a story what a source sent, or all of them; the story keeps its language and its
 * names.
 */
export function inputAccepting(
  { locale: _, externalIds: __, embargoUntil: ___, ...sent }: ArticleIn,
  copy: ArticleContent,
  fields: readonly string[] | undefined,
): ArticleIn {
  const { slug: ____, externalIds, ...present } = asInput(copy);
  if (fields === undefined) return { ...sent, externalIds };
  return { ...withFields(present, sent, fields), externalIds } as ArticleIn;
}

/** The same where there is no story yet, which needs its headline. */
export function inputCreating(sent: ArticleIn, fields: readonly string[] | undefined): ArticleIn {
  if (fields === undefined) return sent;
  const { headline, locale } = sent;
  return omitAbsent({ headline, locale, ...withFields({}, sent, fields) });
}

function withFields(present: object, sent: ArticleIn, fields: readonly string[]): object {
  const merged: Record<string, unknown> = { ...present };
  const offered: Record<string, unknown> = sent;
  for (const field of fields)
    for (const name of field === 'body' ? bodyFormsIn : [field])
      if (offered[name] === undefined) Reflect.deleteProperty(merged, name);
      else merged[name] = offered[name];
  return merged;
}
