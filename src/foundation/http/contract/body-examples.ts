import type { createDocument } from 'zod-openapi';

type OpenApiDocument = ReturnType<typeof createDocument>;
type Examples = { examples?: Record<string, unknown>[] };

/**
 * Moves the examples of request bodies from their schemas to their media types: there Swagger UI, Postman and their like
 * look for them. Each has the name of the fields that not all of them have.
 */
export function moveBodyExamples({ paths = {}, components }: OpenApiDocument): void {
  const schemas = new Set<Examples>();
  for (const { put, post, patch } of Object.values(paths)) {
    for (const operation of [put, post, patch]) {
      const { requestBody } = operation ?? {};
      if (!requestBody || '$ref' in requestBody) continue;
      for (const content of Object.values(requestBody.content)) {
        if ('$ref' in content) continue;
        const { $ref = '' } = content.schema as { $ref?: string };
        const schema = components?.schemas?.[$ref.slice('#/components/schemas/'.length)] as Examples;
        if (!schema.examples) continue;
        content.examples = named(schema.examples);
        schemas.add(schema);
      }
    }
  }
  for (const schema of schemas) delete schema.examples;
}

function named(examples: Record<string, unknown>[]): Record<string, { value: unknown }> {
  const common = Object.keys(examples[0]!).filter((field) => examples.every((one) => field in one));
  return Object.fromEntries(
    examples.map((value) => {
      const own = Object.keys(value).filter((field) => !common.includes(field));
      return [own.join(', ') || 'plain', { value }];
    }),
  );
}
