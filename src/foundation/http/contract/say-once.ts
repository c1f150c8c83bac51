import type { OpenApiDocument } from './document.ts';

type Described = { description?: string };

/**
 * Leaves out what schemas say again: a property that has the same description in an earlier schema, such as in `ArticleIn`
 * before `ArticlePatch`, is described there alone.
 */
export function sayOnce({ components }: OpenApiDocument): void {
  const said = new Set<string>();
  for (const schema of Object.values(components?.schemas ?? {})) visit(schema, said);
}

function visit(part: unknown, said: Set<string>): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [word, inner] of Object.entries(part)) {
    visit(inner, said);
    if (word !== 'properties') continue;
    for (const [name, property] of Object.entries(inner as Record<string, Described>)) {
      const sentence = `${name} ${property.description}`;
      if (said.has(sentence)) delete property.description;
      else if (property.description !== undefined) said.add(sentence);
    }
  }
}
