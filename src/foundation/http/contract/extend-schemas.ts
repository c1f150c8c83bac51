import type { OpenApiDocument } from './document.ts';

type Schema = {
  type?: string;
  description?: string;
  properties?: Record<string, object>;
  required?: string[];
  additionalProperties?: unknown;
};

/**
 * Schemas that have everything of another one, which takes more fields, name it (`allOf`) and hold only what they add to it: so the
 * fields of a story or a picture stand once.
 */
export function extendSchemas({ components }: OpenApiDocument): void {
  const schemas = (components?.schemas ?? {}) as Record<string, Schema>;
  const objects = Object.entries(schemas).filter(([, { properties }]) => properties);
  const open = objects.filter(([, { additionalProperties }]) => additionalProperties === undefined);
  // All are compared as they were, so that each has the nearest one that it can have.
  const extended = objects.flatMap(([name, schema]) => {
    const [nearest] = open
      .filter(([, base]) => isLess(base, schema) && contains(schema, base))
      .map(([base, { properties }]) => ({ base, bytes: JSON.stringify(properties).length }))
      .toSorted((a, b) => b.bytes - a.bytes);
    return nearest && nearest.bytes > fewBytes ? [{ name, base: nearest.base }] : [];
  });
  const baseOf = new Map(extended.map(({ name, base }) => [name, base]));
  const written: typeof schemas = {};

  // What others extend stands before them.
  function write(name: string): void {
    if (name in written) return;
    const base = baseOf.get(name);
    if (base !== undefined) write(base);
    written[name] = base === undefined ? schemas[name]! : extension(schemas[name]!, schemas[base]!, base);
  }

  Object.keys(schemas).forEach(write);
  if (components?.schemas) components.schemas = written as typeof components.schemas;
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
  const { type, properties = {}, required = [], additionalProperties, ...rest } = schema;
  const added = required.filter((field) => !base.required?.includes(field));
  const own = Object.entries(properties).filter(
    ([field, property]) =>
      added.includes(field) || JSON.stringify(property) !== JSON.stringify(base.properties![field]),
  );
  return {
    ...{ allOf: [{ $ref: `#/components/schemas/${name}` }] },
    ...(type !== undefined && { type }),
    ...(own.length > 0 && { properties: Object.fromEntries(own) }),
    ...(added.length > 0 && { required: added }),
    // What the base has counts, too, where no other field is taken.
    ...(additionalProperties !== undefined && { unevaluatedProperties: additionalProperties }),
    ...rest,
  };
}
