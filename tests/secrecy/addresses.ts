/** Every address that anybody may ask. */
import { documentOf, isStream, type Parameter } from '../support/contract.ts';
import type { House } from '../support/house.ts';
import { mark } from './marked.ts';

type Schema = {
  type?: string | string[];
  enum?: string[];
  items?: Schema;
  format?: string;
};
/** The operations that need no key, without streams, which send what a list gives, and the addresses beside the contract. */
function publicOperations(house: House) {
  const document = documentOf(house.app);
  return Object.entries(document.paths).flatMap(([template, operations]) => {
    const operation = operations['get'];
    return operation && !('security' in operation) && !isStream(operation) ? [{ template, operation }] : [];
  });
}

const outsideContract = [
  '/',
  '/docs',
  '/docs/',
  '/docs/static/index.html',
  '/docs/static/swagger-initializer.js',
  '/docs/json',
  '/docs/yaml',
  '/openapi.json',
  '/openapi.yaml',
  '/problems',
  '/health',
  '/nowhere',
  '/v1/nowhere',
  '/v1/desk',
  '/v1/desk/articles',
  '/v1/desk/me',
];

/**
 * Every public address with every parameter in turn, each with all of its values; where an id or a slug may stand, those
 * `names`, or all that the public lists give.
 */
export async function everyAddress(house: House, names?: string[]): Promise<string[]> {
  const known = names ?? (await publicNames(house));
  const urls = new Set(outsideContract);
  for (const { template, operation } of publicOperations(house)) {
    const parameters = operation.parameters ?? [];
    const query = parameters.filter((parameter) => parameter.in === 'query');
    const isNamed = template.includes('{');
    const paths = isNamed ? pathsOf(template, known, parameters) : [template];
    for (const path of paths) urls.add(path);
    for (const path of isNamed ? paths.slice(0, 12) : paths) {
      for (const parameter of query) {
        const needed = query
          .filter(({ name, required }) => required && name !== parameter.name)
          .map((other) => `&${other.name}=${encodeURIComponent(valuesOf(other, known)[0]!)}`)
          .join('');
        for (const value of valuesOf(parameter, known)) {
          const also = parameter.name === 'body' && !isNamed ? '&include=body' : '';
          urls.add(`${path}?${parameter.name}=${encodeURIComponent(value)}${needed}${also}`);
        }
      }
      if (query.some(({ name }) => name === 'cursor'))
        for (const url of await pagesOf(house, path, query)) urls.add(url);
    }
  }
  for (const url of await filesOf(house)) urls.add(url);
  return [...urls];
}

/** Ids and slugs that the public lists give, all of them. */
async function publicNames(house: House): Promise<string[]> {
  const names: string[] = [];
  for (const { template, operation } of publicOperations(house)) {
    const { parameters = [] } = operation;
    if (template.includes('{') || !parameters.some(({ name }) => name === 'limit')) continue;
    if (parameters.some(({ required }) => required)) continue;
    const { data } = (await house.app.inject(`${template}?limit=100`)).json<{
      data: { id?: string; slug?: string; leadMedia?: { id: string } }[];
    }>();
    names.push(
      ...data.flatMap(({ id, slug, leadMedia }) =>
        [id, slug, leadMedia?.id].filter((name) => name !== undefined),
      ),
    );
  }
  return [...new Set(names)];
}

/** Ids stand where their kind does; slugs are tried at every kind. */
function pathsOf(template: string, names: string[], parameters: Parameter[]): string[] {
  const open = template.match(/\{\w+\}/g) ?? [];
  if (open.length === 0) return [template];
  const choice = parameters.find(
    ({ name, schema }) => template.includes(`{${name}}`) && (schema as Schema).enum,
  );
  if (choice)
    return (choice.schema as Schema).enum!.flatMap((word) =>
      pathsOf(template.replace(`{${choice.name}}`, word), names, parameters),
    );
  if (open.length > 1) return [];
  if (template === '/problems/{name}')
    return ['not-found', 'gone', 'nothing'].map((name) => `/problems/${name}`);
  return names
    .filter((name) => !name.includes('_') || template.includes(`/${name.slice(0, 4)}`))
    .map((name) => template.replace(open[0]!, encodeURIComponent(name)));
}

function namesOf(kind: string, names: string[]): string[] {
  return names.filter((name) => !name.includes('_') || name.startsWith(`${kind}_`));
}

function valuesOf({ name, schema, ...parameter }: Parameter, names: string[]): string[] {
  const { type, enum: words, items, format } = schema as Schema;
  if (name === 'cursor') return ['broken'];
  // A beginning of the mark that every secret carries, and of nearly everything.
  if (name === 'q') return [`${mark.slice(0, -2)}*`, 'sa*', 'sample', 'メ', '"', ...names.slice(0, 2)];
  if (name === 'locale') return ['en', 'ja', 'fr', 'pt-BR', 'de'];
  if (words) return words.map(String);
  if (items?.enum) return [...items.enum.map(String), items.enum.join(',')];
  if (type === 'array') return namesOf(name === 'ids' ? 'article' : name, names);
  if (type === 'boolean') return ['true', 'false'];
  if (type === 'integer') return ['1', '2', '9', '100'];
  if (format === 'date-time')
    return ['1970-01-01T00:00:00Z', '2022-09-01T00:00:00Z', '2026-11-23T12:00:00Z', '2046-01-01T00:00:00Z'];
  const example = parameter.example ?? schema.examples?.[0];
  return typeof example === 'string' ? [example] : [];
}

/** Every page of a list, three at a time, in every order, with the count. */
async function pagesOf(house: House, path: string, query: Parameter[]): Promise<string[]> {
  const sorts = query.find(({ name }) => name === 'sort')?.schema as Schema | undefined;
  function has(name: string): boolean {
    return query.some((parameter) => parameter.name === name);
  }
  const included = (query.find(({ name }) => name === 'include')?.schema as Schema | undefined)?.items?.enum;
  const urls: string[] = [];
  for (const sort of sorts?.enum ?? [undefined]) {
    const start = `${path}?limit=3${has('q') ? '&q=sample' : ''}${sort === undefined ? '' : `&sort=${sort}`}${has('count') ? '&count=true' : ''}${included ? `&include=${included.join(',')}` : ''}`;
    let url: string | undefined = start;
    for (let page = 0; url !== undefined && page < 30; page++) {
      urls.push(url);
      const answer: { page?: { next?: string } } = (await house.app.inject(url)).json();
      const next = answer.page?.next;
      url = next && `${start}&cursor=${encodeURIComponent(next)}`;
    }
  }
  return urls;
}

/** The files of the pictures that stories show. */
async function filesOf(house: House): Promise<string[]> {
  const { body } = await house.app.inject('/v1/articles?limit=100&include=renditions,profiles');
  return [
    ...new Set([...body.matchAll(/"src":"http:\/\/[^/"]+(\/media\/[^"]+)"/g)].map((found) => found[1]!)),
  ];
}
