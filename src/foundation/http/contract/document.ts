import type { createDocument } from 'zod-openapi';

/** The contract as OpenAPI 3.1. */
export type OpenApiDocument = ReturnType<typeof createDocument>;
export type Operation = NonNullable<NonNullable<OpenApiDocument['paths']>[string]['get']>;

/** All operations, in the order of their paths. */
export function operationsOf({ paths = {} }: OpenApiDocument): Operation[] {
  return Object.values(paths).flatMap(({ get, put, post, patch, delete: remove }) =>
    [get, put, post, patch, remove].filter((operation) => operation !== undefined),
  );
}

/** The name of the schema to which a reference leads. */
export function schemaName(reference: string): string {
  return reference.slice('#/components/schemas/'.length);
}
