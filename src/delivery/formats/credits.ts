import type { Article, ArticleSummary } from '../../edition/show/schema.ts';

type Role = Article['bylines'][number]['role'];

/** The names of those who did this part of the work. */
export function namesIn({ bylines }: Pick<ArticleSummary, 'bylines'>, ...roles: Role[]): string[] {
  return bylines.filter(({ role }) => roles.includes(role)).map(({ byline }) => byline.name);
}

/**
 * Who signs it: its authors, else its byline as printed, else its agency. Editors, translators and photographers are no
 * authors.
 */
export function authorsOf(story: Pick<ArticleSummary, 'bylines' | 'bylineText' | 'agency'>): string[] {
  const names = namesIn(story, 'author');
  if (names.length > 0) return names;
  return [story.bylineText ?? story.agency?.name].filter((name) => name !== undefined);
}

/** Who worked on it beside its authors. */
export function contributorsOf(story: Pick<ArticleSummary, 'bylines'>): string[] {
  return [...new Set(namesIn(story, 'contributor', 'photographer', 'editor', 'translator'))];
}
