import { type OpenApiDocument, operationsOf, schemaName } from './document.ts';

type Examples = { examples?: Record<string, unknown>[] };

/**
 * Moves the examples of request bodies from their schemas to their media types: there Swagger UI, Postman and their like
 * look for them. Each has the name of the fields that not all of them have, or `whole` where these are many.
 */
export function moveBodyExamples(document: OpenApiDocument): void {
  const schemas = new Set<Examples>();
  for (const { requestBody } of operationsOf(document)) {
    if (!requestBody || '$ref' in requestBody) continue;
    for (const content of Object.values(requestBody.content)) {
      if ('$ref' in content) continue;
      const { $ref = '' } = content.schema as { $ref?: string };
      const schema = document.components?.schemas?.[schemaName($ref)] as Examples;
      if (!schema.examples) continue;
      content.examples = named(schema.examples);
      schemas.add(schema);
    }
  }
  for (const schema of schemas) delete schema.examples;
}

function named(examples: Record<string, unknown>[]): Record<string, { value: unknown }> {
  const common = Object.keys(examples[0]!).filter((field) => examples.every((one) => field in one));
  return Object.fromEntries(
    examples.map((value) => {
      const own = Object.keys(value).filter((field) => !common.includes(field));
      const name = Array.isArray(value) ? 'list' : own.length > 3 ? 'whole' : own.join(', ');
      return [name || 'plain', { value }];
    }),
  );
}
