/** The OpenAPI document as a client reads it: what an operation may answer. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Ref = { $ref: string };
type Header = { required?: boolean; schema: object };
export type Answer = {
  headers?: Record<string, Header | Ref>;
  content?: Record<
    string,
    { schema?: object; example?: unknown; examples?: Record<string, { value: unknown }> }
  >;
};
type Example = string | number | boolean | string[];
export type Parameter = {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: { examples?: Example[] };
  example?: Example;
};
export type Operation = {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  /** Only on what needs a key. */
  security?: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: {
    content: Record<string, { schema: Schema | Ref; examples?: Record<string, { value: unknown }> }>;
  };
  responses: Record<string, Answer | Ref>;
};
export type Document = {
  paths: Record<string, Partial<Record<string, Operation>>>;
  tags: { name: string }[];
  components: { schemas: Record<string, Schema>; responses?: Record<string, Answer> };
};
export type Schema = { [word: string]: unknown; examples?: unknown[] };

/** The document of an app as if nothing in its operations were shared: their parameters and answers in place. */
export function documentOf(app: { contract: () => unknown }): Document {
  const document = structuredClone(app.contract()) as Document;
  const follow = followIn(document);
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path)) {
      if (!operation) continue;
      if (operation.parameters)
        operation.parameters = operation.parameters.map((one) => structuredClone(follow(one)));
      for (const [status, answer] of Object.entries(operation.responses))
        operation.responses[status] = structuredClone(follow<Answer>(answer));
    }
  return document;
}

export type Shown = { template: string; method: string; operation: Operation };

/** All operations as the docs show them: by tag, and below each as the document has them. */
export function shownOperations({ paths, tags }: Document): Shown[] {
  const all = Object.entries(paths).flatMap(([template, path]) =>
    Object.entries(path).map(([method, operation]) => ({ template, method, operation: operation! })),
  );
  return tags.flatMap(({ name }) => all.filter(({ operation }) => operation.tags?.[0] === name));
}

/** Whether its answer has no end. */
export function isStream({ responses }: Operation): boolean {
  const answer = responses['200'];
  return answer !== undefined && 'content' in answer && 'text/event-stream' in (answer.content ?? {});
}

export type Contract = ReturnType<typeof readContract>;

/** The examples of what an operation is sent. */
export function bodyExamplesOf({ requestBody }: Operation): unknown[] {
  return Object.values(requestBody?.content ?? {}).flatMap(({ examples = {} }) =>
    Object.values(examples).map(({ value }) => value),
  );
}

/** Reads a document. What its objects do not declare is refused, although clients must bear it. */
export function readContract(document: Document) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addSchema(closed(withoutBases(document)) as object, 'contract');
  const compiled = new Map<string, ValidateFunction>();
  const follow = followIn(document);

  /** What is wrong with a value by the schema that stands at a JSON pointer in the document. */
  function faultsAt(pointer: string, value: unknown): string[] {
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `contract#${pointer}` });
    compiled.set(pointer, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message = 'is not valid', params }) =>
        `${instancePath || '/'} ${message}${'additionalProperty' in params ? ` (${params['additionalProperty']})` : ''}`,
    );
  }

  /** The path template that an address belongs to; of several the one with the fewest parameters. */
  function templateOf(path: string): string | undefined {
    return Object.keys(document.paths)
      .filter((template) => matches(template, path))
      .sort((a, b) => a.split('{').length - b.split('{').length)[0];
  }

  return { document, follow, faultsAt, templateOf };
}

/** Follows a reference of the document; what is none stays as it is. */
export function followIn(document: Document) {
  return function follow<T>(part: T | Ref): T {
    if (!isRef(part)) return part;
    return part.$ref
      .slice(2)
      .split('/')
      .reduce<any>((at, step) => at[unescape(step)], document) as T;
  };
}

/** A JSON pointer (RFC 6901) as it stands in a URL's fragment. */
export function pointer(...steps: (string | number)[]): string {
  return steps
    .map((step) => `/${encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('');
}

function matches(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((step, index) => (step.startsWith('{') ? given[index] !== '' : step === given[index]))
  );
}

function unescape(step: string): string {
  return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
}

function isRef(part: unknown): part is Ref {
  return typeof part === 'object' && part !== null && '$ref' in part;
}

/** The same, with the fields of what a schema extends (`allOf`) in it: only so can it be closed. */
function withoutBases(document: Document): Document {
  const whole = new Map<Schema, Schema>();
  const follow = followIn(document);

  function flatten(schema: Schema): Schema {
    const known = whole.get(schema);
    if (known) return known;
    const { allOf, ...own } = schema;
    const bases = ((allOf ?? []) as Ref[]).map((base) => flatten(follow<Schema>(base)));
    const parts = [...bases, own] as { properties?: object; required?: string[] }[];
    const flat = allOf
      ? {
          ...own,
          properties: Object.assign({}, ...parts.map(({ properties }) => properties)) as object,
          required: parts.flatMap(({ required = [] }) => required),
        }
      : schema;
    whole.set(schema, flat);
    return flat;
  }

  const { components } = document;
  const schemas = Object.fromEntries(
    Object.entries(components.schemas).map(([name, schema]) => [name, flatten(schema)]),
  );
  return { ...document, components: { ...components, schemas } };
}

/** The same, with every object closed that does not say what else it may hold. */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== 'object' || part === null) return part;
  const copy = Object.fromEntries(Object.entries(part).map(([word, value]) => [word, closed(value)]));
  const isObject = copy['type'] === 'object' && 'properties' in copy && !('additionalProperties' in copy);
  return isObject ? { ...copy, additionalProperties: false } : copy;
}
