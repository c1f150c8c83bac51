import { type OpenApiDocument, operationsOf, schemaName } from './document.ts';

type Schema = {
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  examples?: unknown[];
};
type Media = { schema?: Schema; example?: unknown; examples?: unknown };
type Answer = { content?: Record<string, Media> };

/**
 * Moves the examples of answers from their schemas to their media types, where tools look for them; a page shows that of
 * its items. What several operations answer, alone or as items of a page, keeps its example in the schema, so that it
 * stands once. No other schema of answers has one, and no property: the whole says it.
 */
export function moveAnswerExamples(document: OpenApiDocument): void {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  const kept = new Set<string>();
  const answered: Media[] = [];
  for (const { requestBody, responses = {} } of operationsOf(document)) {
    addReferences(requestBody, schemas, kept);
    for (const { content = {} } of Object.values<Answer>(responses)) answered.push(...Object.values(content));
  }
  const shown = Map.groupBy(answered, ({ schema }) => schema && (itemOf(schema, schemas) ?? schema).$ref);
  for (const [shape = '', media] of shown) {
    if (media.length > 1) kept.add(schemaName(shape));
    else giveExample(media[0]!, schemas);
  }
  for (const [name, schema] of Object.entries(schemas)) {
    if (!kept.has(name)) delete schema.examples;
    for (const part of Object.values(schema)) dropExamples(part);
  }
}

function giveExample(media: Media, schemas: Record<string, Schema>): void {
  if (media.schema === undefined || media.examples !== undefined) return;
  const item = itemOf(media.schema, schemas);
  const [example] = follow(item ?? media.schema, schemas).examples ?? [];
  if (example === undefined) return;
  media.example = item ? { data: [example], page: { limit: 20 } } : example;
}

/** What a page without an example of its own has on it. */
function itemOf(answer: Schema, schemas: Record<string, Schema>): Schema | undefined {
  const { properties, examples } = follow(answer, schemas);
  return examples === undefined && properties?.['page'] ? properties['data']?.items : undefined;
}

function follow(schema: Schema, schemas: Record<string, Schema>): Schema {
  return schema.$ref === undefined ? schema : schemas[schemaName(schema.$ref)]!;
}

/** Adds the schemas to which this part refers, directly or through others. */
function addReferences(part: unknown, schemas: Record<string, Schema>, found: Set<string>): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [word, value] of Object.entries(part)) {
    if (word !== '$ref') addReferences(value, schemas, found);
    else if (!found.has(schemaName(String(value)))) {
      found.add(schemaName(String(value)));
      addReferences(schemas[schemaName(String(value))], schemas, found);
    }
  }
}

function dropExamples(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  if (!Array.isArray(part) && 'examples' in part && Array.isArray(part.examples)) delete part.examples;
  for (const inner of Object.values(part)) dropExamples(inner);
}
