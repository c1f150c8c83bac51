import { describe, expect, it } from 'vitest';
import { documentOf, type Parameter, type Shown, shownOperations } from '../support/contract.ts';
import { drawing, form } from '../support/pictures.ts';
import { openHouse, type House } from '../support/house.ts';

describe('the examples of all operations on a new server', () => {
  it('name the state in which what they change is there', async () => {
    const house = await openHouse();
    const key = await house.keyFor('admin');
    const others: string[] = [];
    for (const { template, operation } of shownOperations(documentOf(house.app))) {
      const { operationId, parameters = [] } = operation;
      const field = parameters.find(({ name }) => name.toLowerCase() === 'if-match');
      if (!field) continue;
      const is = await tagOf(house.app, template, parameters, key);
      if (is !== exampleOf(field)) others.push(`${operationId}: ${is}`);
    }
    expect(others).toEqual([]);
  });

  it('succeed when they are sent in the order in which the docs show them', async () => {
    const house = await openHouse({ copiesPictures: true });
    const key = await house.keyFor('admin');
    const refused: string[] = [];
    const shown = shownOperations(documentOf(house.app));
    for (const one of shown) {
      const answer = await send(house, one, key);
      if (answer.statusCode >= 400)
        refused.push(`${one.operation.operationId} ${answer.statusCode} ${answer.json().detail}`);
    }
    expect(refused).toEqual([]);
    expect(shown.length).toBeGreaterThan(120);
  });
});

async function send({ app }: House, { template, method, operation }: Shown, key: Record<string, string>) {
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
async function tagOf(
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

function exampleOf({ example, schema }: Parameter) {
  return example ?? schema.examples?.[0];
}
