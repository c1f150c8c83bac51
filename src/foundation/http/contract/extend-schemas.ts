import type { OpenApiDocument } from './document.ts';

type Schema = {
  description?: string;
  properties?: Record<string, object>;
  required?: string[];
  additionalProperties?: unknown;
};

/**
 * Schemas of answers that have everything of another one name it (`allOf`) and hold only what they add to it: so the
 * fields of a story or a picture stand once.
 */
export function extendSchemas({ components }: OpenApiDocument): void {
  const schemas = (components?.schemas ?? {}) as Record<string, Schema>;
  const open = Object.entries(schemas).filter(
    ([, { properties, additionalProperties }]) => properties && additionalProperties === undefined,
  );
  // All are compared as they were, so that each has the nearest one that it can have.
  const extended = open.flatMap(([name, schema]) => {
    const [nearest] = open
      .filter(([, base]) => isLess(base, schema) && contains(schema, base))
      .map(([base, { properties }]) => ({ base, bytes: JSON.stringify(properties).length }))
      .toSorted((a, b) => b.bytes - a.bytes);
    return nearest && nearest.bytes > fewBytes ? [{ name, base: nearest.base }] : [];
  });
  const additions = extended.map(({ name, base }) => ({
    name,
    schema: extension(schemas[name]!, schemas[base]!, base),
  }));
  for (const { name, schema } of additions) schemas[name] = schema;
}

/** A shorter schema is simpler to read in place. */
const fewBytes = 300;

function isLess(base: Schema, schema: Schema): boolean {
  const [fewer, more] = [base, schema].map(({ properties = {} }) => Object.keys(properties).length);
  return fewer! < more! || (fewer === more && (base.required?.length ?? 0) < (schema.required?.length ?? 0));
}

function contains({ properties = {}, required = [] }: Schema, base: Schema): boolean {
  return (
    Object.entries(base.properties!).every(
      ([name, property]) => name in properties && withoutWords(property) === withoutWords(properties[name]!),
    ) && (base.required ?? []).every((name) => required.includes(name))
  );
}

function withoutWords(schema: object): string {
  return JSON.stringify(schema, (word, value: unknown) =>
    word === 'description' && typeof value === 'string' ? undefined : value,
  );
}

function extension(schema: Schema, base: Schema, name: string): Schema {
  const { properties = {}, required = [], ...rest } = schema;
  const added = required.filter((field) => !base.required?.includes(field));
  const own = Object.entries(properties).filter(
    ([field, property]) =>
      added.includes(field) || JSON.stringify(property) !== JSON.stringify(base.properties![field]),
  );
  return {
    ...{ allOf: [{ $ref: `#/components/schemas/${name}` }] },
    ...rest,
    ...(own.length > 0 && { properties: Object.fromEntries(own) }),
    ...(added.length > 0 && { required: added }),
  };
}
