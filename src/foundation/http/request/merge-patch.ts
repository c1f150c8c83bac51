import { z } from 'zod';
import { findFaults } from './faults.ts';
import { ruleUnmet, type Fault } from '../../problem.ts';

type Shape = z.core.$ZodShape;

/** Objects are patched field by field; all else is replaced. */
type Inside<F> = F extends z.ZodObject<infer S> ? PatchOf<S> : F extends z.core.SomeType ? F : never;

type Patched<F> =
  F extends z.ZodDefault<infer I>
    ? z.ZodOptional<z.ZodNullable<Inside<I>>>
    : F extends z.ZodOptional<infer I>
      ? z.ZodOptional<z.ZodNullable<Inside<I>>>
      : z.ZodOptional<Inside<F>>;

type Kept<F> = F extends z.ZodOptional<infer I> ? z.ZodOptional<I> : Patched<F>;

export type PatchOf<S extends Shape, K extends keyof S = never> = z.ZodObject<
  { [N in keyof S]: N extends K ? Kept<S[N]> : Patched<S[N]> },
  z.core.$strict
>;

type Options<K> = {
  /** The name of the patch in the contract. */
  id?: string;
  description?: string;
  examples?: unknown[];
  /** Fields that are optional in a new resource but cannot be set to null, such as a slug. */
  kept?: readonly K[];
};

/**
 * The merge patch (RFC 7396) of an object schema: absent fields stay, null removes optional fields and is refused for
 * required ones. Nested objects are patched field by field, lists are replaced. Defaults and refinements are dropped:
 * the caller checks the result.
 */
export function patchOf<S extends Shape, const K extends keyof S = never>(
  schema: z.ZodObject<S>,
  { id, description, examples, kept = [] }: Options<K> = {},
): PatchOf<S, K> {
  const keptNames = new Set<unknown>(kept);
  const fields = Object.entries(schema.shape).map(([name, field]) => [
    name,
    patchedField(field as z.ZodType, keptNames.has(name)),
  ]);
  const patch = z.strictObject(Object.fromEntries(fields) as Record<string, z.ZodType>);
  const named =
    id === undefined
      ? patch
      : patch.meta({ id, ...(description && { description }), ...(examples && { examples }) });
  return named as unknown as PatchOf<S, K>;
}

function patchedField(field: z.ZodType, isKept: boolean): z.ZodType {
  if (!(field instanceof z.ZodOptional || field instanceof z.ZodDefault))
    return patchedInside(field).optional();
  const inside = patchedInside(field.unwrap() as z.ZodType);
  const patched = isKept ? inside.optional() : inside.nullable().optional();
  const { description, examples } = field.meta() ?? {};
  return patched.meta({ ...(description && { description }), ...(examples && { examples }) });
}

// One patch for each nested schema, since an id names one component of the contract.
const insides = new WeakMap<z.ZodType, z.ZodType>();

function patchedInside(field: z.ZodType): z.ZodType {
  if (field instanceof z.ZodRecord) return nullableValues(field);
  if (!(field instanceof z.ZodObject)) return field;
  const known = insides.get(field);
  if (known) return known;
  const { id, description, examples } = field.meta() ?? {};
  const patch = patchOf(field, {
    ...(id && { id: `${id}Patch`, description: `Changes of \`${id}\`.` }),
    ...(!id && description && { description }),
    ...(examples && { examples }),
  });
  insides.set(field, patch);
  return patch;
}

/** The values by name of a patch: null removes one. */
function nullableValues({ keyType, valueType }: z.ZodRecord): z.ZodType {
  return z.record(keyType, (valueType as z.ZodType).nullable());
}

type Json = Record<string, unknown>;

/**
 * A patch whose nested objects are merged into those of `before`. `before` has the fields in API form. Throws
 * `rule-unmet` where a merged object does not fit its schema.
 */
export function completePatch<S extends Shape>(
  schema: z.ZodObject<S>,
  before: Json,
  patch: Json,
): { [K in keyof S]?: z.output<S[K]> | null | undefined } {
  const faults: Fault[] = [];
  const entries = Object.entries(patch).map(([name, value]) => {
    if (!isObject(value)) return [name, value];
    const merged = mergePatch(before[name], value) as Json;
    const field = schema.shape[name] as z.ZodType | undefined;
    if (field) faults.push(...findFaults(z.object({ [name]: field }), 'body', { [name]: merged }).faults);
    return [name, Object.keys(merged).length === 0 ? null : merged];
  });
  if (faults.length > 0) throw ruleUnmet(faults);
  return Object.fromEntries(entries) as { [K in keyof S]?: z.output<S[K]> | null };
}

/** RFC 7396 §2: what `target` becomes when `patch` is merged into it. Neither is changed. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
