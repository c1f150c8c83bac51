import { z } from 'zod';
import type { ZodOpenApiOverride } from 'zod-openapi';

/** Removes details of Zod's JSON Schema that only clutter the document. */
export const plain: ZodOpenApiOverride = ({ zodSchema, jsonSchema, io }) => {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  // Zod drops examples of transformed schemas; ours are written in API form.
  const examples = z.globalRegistry.get(zodSchema)?.examples;
  if (io === 'input' && Array.isArray(examples)) jsonSchema.examples ??= examples;
  const { def } = zodSchema._zod;
  if (def.type === 'nullable') joinNull(jsonSchema);
  // Only where the schema is not strict: clients must accept new fields in a response.
  if (io === 'output' && def.type === 'object' && !def.catchall) delete jsonSchema.additionalProperties;
};

/** One type or null as the two types of one schema. */
function joinNull(jsonSchema: { anyOf?: unknown[]; type?: unknown }): void {
  const { type, enum: values, ...rest } = (jsonSchema.anyOf?.[0] ?? {}) as Record<string, unknown>;
  if (!['string', 'integer', 'number', 'boolean'].includes(String(type)) || values) return;
  delete jsonSchema.anyOf;
  Object.assign(jsonSchema, { type: [type, 'null'], ...rest });
}
