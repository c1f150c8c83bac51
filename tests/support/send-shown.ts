import { documentOf, type Parameter, type Shown } from './contract.ts';
import type { House } from './house.ts';
import { drawing, form } from './pictures.ts';

/** Sends an operation with its first example, as its button in the docs does. */
export async function sendShown(
  { app }: House,
  { template, method, operation }: Shown,
  key: Record<string, string>,
) {
  const { parameters = [], requestBody, security } = operation;
  const path = fill(template, parameters);
  const headers: Record<string, string> = security ? { ...key } : {};
  const query = parameters
    .filter(({ in: place, required }) => place === 'query' && required)
    .map((one) => `${one.name}=${encodeURIComponent(String([exampleOf(one)].flat()))}`);
  const field = parameters.find(({ name }) => name.toLowerCase() === 'if-match');
  if (field) headers['if-match'] = await tagOf(app, template, parameters, headers);
  const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const body = Object.values(media?.examples ?? {})[0]?.value;
  if (type === 'multipart/form-data') {
    const { fields } = body as { fields?: object };
    const name = 'file' in (body as object) ? 'file' : Object.keys(body as object)[0]!;
    const sent = await form([{ bytes: await drawing().png().toBuffer() }], fields, name);
    return app.inject({
      method: method.toUpperCase() as 'GET',
      url: path,
      headers: { ...headers, ...sent.headers },
      payload: sent.body,
    });
  }
  if (type !== undefined) headers['content-type'] = type;
  return app.inject({
    method: method.toUpperCase() as 'GET',
    url: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers,
    ...(body !== undefined && { payload: body as object }),
  });
}

/** The tag of what an operation changes, read first as the docs do it; where nothing can be read, that of the example. */
export async function tagOf(
  app: House['app'],
  template: string,
  parameters: Parameter[],
  headers: Record<string, string>,
): Promise<string> {
  const parts = template.split('/');
  const { paths } = documentOf(app);
  const resource = parts
    .map((part, index) => (part.startsWith('{') ? parts.slice(0, index + 1).join('/') : ''))
    .find((start) => paths[start]?.['get']);
  const read = resource && (await app.inject({ method: 'GET', url: fill(resource, parameters), headers }));
  const example = parameters.find(({ name }) => name.toLowerCase() === 'if-match')!;
  return String((read && read.headers['etag']) ?? exampleOf(example));
}

function fill(template: string, parameters: Parameter[]): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const found = parameters.find((one) => one.in === 'path' && one.name === name)!;
    return encodeURIComponent(String([exampleOf(found)].flat()));
  });
}

export function exampleOf({ example, schema }: Parameter) {
  return example ?? schema.examples?.[0];
}
