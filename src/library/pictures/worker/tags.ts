/** Reads tags as ExifReader gives them: nested, by language, or repeated. */

export function property(tags: object | undefined, name: string): unknown {
  return (tags as Record<string, unknown> | undefined)?.[name];
}

/** The text of a tag: the first of several, or `x-default` where it has languages. */
export function said(tag: unknown): string | undefined {
  const words = listOf(tag);
  return inLanguages(tag).find(([locale]) => locale === 'x-default')?.[1] ?? words[0];
}

export function listOf(tag: unknown): string[] {
  if (Array.isArray(tag)) return tag.flatMap(listOf);
  if (!isTag(tag)) return [];
  if (Array.isArray(tag.value) && tag.value.every(isTag)) return tag.value.flatMap(listOf);
  const words = (typeof tag.value === 'string' ? tag.value : (tag.description ?? '')).trim();
  return words ? [words] : [];
}

export function inLanguages(tag: unknown): [locale: string, words: string][] {
  const entries = isTag(tag) && Array.isArray(tag.value) ? tag.value.filter(isTag) : [tag].filter(isTag);
  return entries.flatMap((entry) => {
    const [words] = listOf(entry);
    return words === undefined ? [] : [[entry.attributes?.lang ?? 'x-default', words] as [string, string]];
  });
}

/** The structures in a tag: those of its list, or the one that it is. */
export function structuresOf(tag: unknown): object[] {
  const value = isTag(tag) ? tag.value : undefined;
  return [value].flat().filter((one) => typeof one === 'object' && one !== null);
}

type Tag = { value?: unknown; description?: string; attributes?: { lang?: string } };

function isTag(tag: unknown): tag is Tag {
  return typeof tag === 'object' && tag !== null && ('value' in tag || 'description' in tag);
}
