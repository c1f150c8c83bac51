import { z } from 'zod';
import type { Fault } from '../../problem.ts';
import { namesTaken, sayKnown } from './known-names.ts';

export type RequestPart = 'params' | 'body' | 'querystring' | 'headers';

/** Parses one part of a request and names every fault in a sentence for the client. */
export function findFaults(
  schema: z.ZodType,
  part: RequestPart,
  data: unknown,
): { faults: Fault[]; value?: unknown } {
  const result = schema.safeParse(data ?? undefined, { error: sayFault });
  const faults = (part === 'querystring' || part === 'params' ? namesWithNul(data) : []).map(
    (name): Fault => ({
      parameter: name,
      detail: `${name} must not hold the character U+0000`,
    }),
  );
  if (result.success) return faults.length > 0 ? { faults } : { faults, value: result.data };
  for (const issue of result.error.issues.flatMap(closestBranch)) {
    faults.push(...faultsOf(issue, part, data));
  }
  return { faults };
}

function namesWithNul(data: unknown): string[] {
  return Object.entries(data ?? {}).flatMap(([key, value]) => (String(value).includes('\0') ? [key] : []));
}

function faultsOf(issue: z.core.$ZodIssue, part: RequestPart, data: unknown): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    const kind = part === 'body' ? 'field' : 'parameter';
    return issue.keys.map((key, place) => {
      const known = part === 'body' ? sayKnown(issue.message, key, place) : '';
      return at(part, [...issue.path, key], `${key} is an unknown ${kind}${known}`);
    });
  }
  // What is missing is named so, also where the schema has words of its own for what is malformed.
  const isMissing = issue.code !== 'custom' && valueAt(data, issue.path) === undefined;
  const message = isMissing
    ? 'is required'
    : isRepeated(issue, part, data)
      ? 'was given more than once'
      : issue.message;
  // A message that starts with a capital is a whole sentence; others follow the name of the field.
  const whole = /^\p{Lu}/u.test(message);
  const detail = whole ? message : `${subject(issue.path, part)} ${message}`;
  return [at(part, issue.path, detail + plusHint(issue.path, part, data))];
}

/** Whether a parameter that takes one value has several. */
function isRepeated({ code, path }: z.core.$ZodIssue, part: RequestPart, data: unknown): boolean {
  const isOfWrongType = ['invalid_type', 'invalid_value', 'invalid_union'].includes(code);
  return part === 'querystring' && isOfWrongType && path.length === 1 && Array.isArray(valueAt(data, path));
}

/** The value at a path; of a text that is read as a list, the whole text. */
function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(
    (found, step) =>
      typeof found === 'object' && found !== null ? (found as Record<PropertyKey, unknown>)[step] : found,
    data,
  );
}

function at(part: RequestPart, path: readonly PropertyKey[], detail: string): Fault {
  if (part === 'body') return { pointer: toPointer(path), detail };
  return { parameter: String(path[0] ?? ''), detail };
}

/** The JSON Pointer of a path; `~` and `/` inside a name are escaped (RFC 6901 §3). */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function subject(path: readonly PropertyKey[], part: RequestPart): string {
  const last = path.at(-1);
  if (last === undefined) return 'The body';
  if (typeof last !== 'number') return String(last);
  // A parameter has no pointer, so its name is in the message.
  return part === 'body' ? `Item ${last + 1}` : `${String(path[0])}: item ${last + 1}`;
}

/** In a query string `+` means a space; clients forget that in a time with an offset. */
function plusHint(path: readonly PropertyKey[], part: RequestPart, data: unknown): string {
  const value = part === 'querystring' && (data as Record<PropertyKey, unknown>)[path[0] ?? ''];
  return typeof value === 'string' && /T[\d:.]+ \d\d:\d\d$/.test(value) ? '; write + as %2B' : '';
}

// In a union, the branch that failed deepest is most likely the one that was meant.
function closestBranch(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const branches = issue.errors.map((branch) =>
    branch.map((inner): z.core.$ZodIssue => ({ ...inner, path: [...issue.path, ...inner.path] })),
  );
  const [closest] = branches.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length);
  return closest && depth(closest) > issue.path.length ? closest.flatMap(closestBranch) : [issue];
}

function depth(issues: z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}

/** The message for a value that a schema refuses, unless the schema has its own message. */
export function sayFault(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return 'is required';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${typeWords[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      if (issue['expected'] === 'stringbool') return 'must be true or false';
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return `must ${limit(issue, issue.maximum, issue.inclusive === false ? 'less than' : 'at most')}`;
    case 'too_small':
      return `must ${limit(issue, issue.minimum, issue.inclusive === false ? 'more than' : 'at least')}`;
    case 'invalid_format':
      return `must be ${formatWords[issue.format] ?? `a valid ${issue.format}`}`;
    case 'unrecognized_keys':
      return namesTaken(issue);
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_union':
      if (Array.isArray(issue.options)) return `must be one of ${issue.options.map(String).join(', ')}`;
      return 'has none of the forms that are allowed here';
    default:
      return 'is not valid';
  }
}

function limit(issue: { origin: string }, count: number | bigint, comparison: string): string {
  const unit = unitWords[issue.origin];
  if (unit === undefined) return `be ${comparison} ${count}`;
  return `have ${comparison} ${count} ${unit}${count === 1 ? '' : 's'}`;
}

const unitWords: Record<string, string> = {
  string: 'character',
  array: 'item',
  set: 'item',
  object: 'field',
};

const typeWords: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
  nan: 'a number',
};

const formatWords: Record<string, string> = {
  datetime: 'a time such as 2022-06-04T12:00:00Z, with its offset',
  date: 'a date such as 2022-06-04',
  url: 'an absolute URL',
  email: 'an e-mail address',
  uuid: 'a UUID',
  regex: 'of the documented form',
};
