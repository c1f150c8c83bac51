/** Shapes of query parameters: each is text in the address, and typed in the contract. */
import { z } from 'zod';

/** Several values of one parameter, separated by commas: any of them matches. */
export function commaSeparated<T extends z.ZodType<string, string>>(
  item: T,
  { description, example }: { description: string; example: string },
) {
  return z
    .string()
    .transform((list) => [...new Set(list.split(','))])
    .pipe(z.array(item).max(100, 'must not name more than 100'))
    .optional()
    .meta({
      description,
      param: { style: 'form', explode: false },
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
