/** Shapes of query parameters: each is text in the address, and typed in the contract. */
import { z } from 'zod';
import { TimestampIn } from './wire.ts';

/** Several values of one parameter, separated by commas or each in a parameter of its own: any of them matches. */
export function commaSeparated<T extends z.ZodType<string, string>>(
  item: T,
  { description, example }: { description: string; example: string },
) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform((lists) => [...new Set([lists].flat().flatMap((list) => list.split(',')))])
    .pipe(z.array(item).max(100, 'must not name more than 100'))
    .optional()
    .meta({
      description,
      param: { explode: false },
      override: documented({
        type: 'array',
        items: { type: 'string', ...valuesOf(item) },
        maxItems: 100,
        description,
        examples: [[example]],
      }),
    });
}

/** `true` or `false`. */
export function yesOrNo(description: string) {
  return z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional()
    .meta({ description, override: documented({ type: 'boolean', description }) });
}

/** The first moment of a filter in UTC milliseconds: a time with its offset, or a date, from its beginning in UTC. */
export function timeFrom(description: string) {
  return timeOrDate(description, 'T00:00:00Z', '2022-06-01');
}

/** The last moment of a filter in UTC milliseconds: a time with its offset, or a date, to its end in UTC. */
export function timeTo(description: string) {
  return timeOrDate(description, 'T23:59:59.999Z', '2022-06-30');
}

function timeOrDate(description: string, ofDay: string, example: string) {
  const schema = { type: 'string', description, examples: [example] };
  return z
    .string()
    .transform((value) => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? value + ofDay : value))
    .pipe(TimestampIn)
    .optional()
    .meta({ description, override: documented(schema) });
}

type WholeNumber = { min: number; max: number; description: string; example?: number };

/** A whole number within bounds. */
export function wholeNumber({ min, max, description, example }: WholeNumber) {
  const bounds = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, bounds)
    .transform(Number)
    .refine((value) => value >= min && value <= max, bounds)
    .meta({
      description,
      override: documented({
        type: 'integer',
        minimum: min,
        maximum: max,
        description,
        ...(example !== undefined && { examples: [example] }),
      }),
    });
}

/** Replaces the JSON Schema of how a parameter is parsed by the schema of what it means. */
function documented(schema: Record<string, unknown>) {
  return ({ jsonSchema }: { jsonSchema: Record<string, unknown> }): void => {
    for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key);
    Object.assign(jsonSchema, schema);
  };
}

function valuesOf(item: z.ZodType): { enum?: unknown[] } {
  const { enum: values } = z.toJSONSchema(item, { io: 'input', unrepresentable: 'any' });
  return values ? { enum: values } : {};
}
