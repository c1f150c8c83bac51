/** The desk's operations as its OpenAPI document has them, each with an address that is there and a body that is right. */
import {
  type Answer,
  type Document,
  documentOf,
  type Operation,
  type Schema,
} from '../../support/contract.ts';
import type { Response } from '../../support/contract-client.ts';
import { givenAlert, givenCopy, givenPicture, givenStory } from '../../support/given.ts';
import type { House } from '../../support/house.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Bodied = Operation & { requestBody?: { content: NonNullable<Answer['content']> } };

export type DeskOperation = {
  name: string;
  method: Method;
  url: string;
  /** The names of its query parameters. */
  parameters: string[];
  /** What its body may hold, and one that is right; absent where it takes none. */
  fields: string[];
  example: unknown;
  /** Sends a body as it is, with the `etag` of what is there. */
  send: (body: string) => Promise<Response>;
  read: (url: string) => Promise<Response>;
};

/** Every operation of the desk, with an admin's key or another. */
export async function operationsOf(
  house: House,
  given?: { authorization: string },
): Promise<DeskOperation[]> {
  const document = documentOf(house.app);
  const key = given ?? (await house.keyFor('admin'));
  const there = await placesIn(house);

  function operation(
    template: string,
    method: Method,
    { operationId, parameters = [], ...rest }: Bodied,
  ): DeskOperation {
    const [type, content] = Object.entries(rest.requestBody?.content ?? {})[0] ?? [];
    const schema = content && whole(document, content.schema);
    const url = there(template, operationId);
    return {
      name: operationId,
      method,
      url,
      parameters: parameters.flatMap((parameter) => (parameter.in === 'query' ? [parameter.name] : [])),
      fields: Object.keys((schema?.['properties'] as object | undefined) ?? {}),
      // A file is not to be had from an example; what others wrote is judged item by item, in a report.
      example:
        type === 'multipart/form-data' || operationId === 'importStories'
          ? undefined
          : Object.values(content?.examples ?? {})[0]?.value,
      read: (address) => house.app.inject({ method: 'GET', url: address, headers: key }),
      async send(body) {
        const etag = await etagAt(
          url
            .replace(/^(\/v1\/desk\/articles\/[^/]+)\/.*$/, '$1')
            .replace(/\/(merge|captions\/.*|withdraw|kill|bring-back)$/, ''),
        );
        const headers = { ...key, ...(type && { 'content-type': type }), ...(etag && { 'if-match': etag }) };
        return house.app.inject({ method, url, headers, payload: body });
      },
    };
  }

  async function etagAt(url: string): Promise<string | undefined> {
    const { statusCode, headers } = await house.app.inject({ url, headers: key });
    return statusCode === 200 ? headers.etag : undefined;
  }

  return Object.entries(document.paths).flatMap(([template, operations]) =>
    template.startsWith('/v1/desk/')
      ? Object.entries(operations).map(([verb, found]) =>
          operation(template, verb.toUpperCase() as Method, found!),
        )
      : [],
  );
}

/** An address for a template: of a thing that is there, and in the state that the operation asks for. */
async function placesIn(house: House) {
  const copy = await givenCopy(house, { headline: 'A copy for the operations' });
  const live = await givenStory(house, { headline: 'A live story for the operations' });
  const places: Record<string, string> = {
    unpublishArticle: live,
    withdrawArticle: live,
    consolidateArticle: live,
    killArticle: await givenCopy(house, { headline: 'A copy to be killed' }),
    breakEmbargo: await givenCopy(house, { headline: 'Later', embargoUntil: '2046-01-01T00:00:00Z' }),
  };
  const { keyId, actorId } = await givenKey(house);
  const named: Record<string, string> = {
    media: await givenPicture(house),
    alert: await givenAlert(house),
    agency: 'kyodo',
    byline: 'alex-sample',
    section: 'politics',
    topic: 'nato',
    key: keyId,
    actor: actorId,
    incoming: await givenIncoming(house),
    version: '1',
    locale: 'en',
    scheme: 'feed',
    value: 'item',
    // These are not there: their operations answer 404, whatever they are sent.
    correction: 'correction_01jj6md4j0fpp8kwtmm3qz7nky',
    preview: 'preview_01jj6md4j0fpp8kwtmm3qz7nky',
    file: 'md.jpg',
    webhook: 'webhook_01kb7a1c8ye0r8zq3h5v9m2n4p',
  };
  return (template: string, operationId: string) =>
    template.replaceAll(/\{(\w+)\}/g, (_, kind: string) => {
      const found = kind === 'article' ? (places[operationId] ?? copy) : named[kind];
      if (found === undefined) throw new Error(`${template}: nothing is given for ${kind}`);
      return found;
    });
}

async function givenKey(house: House): Promise<{ keyId: string; actorId: string }> {
  const headers = await house.keyFor('reporter');
  const { key, actor } = (await house.app.inject({ url: '/v1/desk/me', headers })).json();
  return { keyId: key.id, actorId: actor.id };
}

function whole(document: Document, schema: Schema): Schema {
  const name = typeof schema['$ref'] === 'string' ? schema['$ref'].split('/').at(-1)! : undefined;
  return name === undefined ? schema : document.components.schemas[name]!;
}

/** A record of what a source sent. */
async function givenIncoming(house: House): Promise<string> {
  const headers = await house.keyFor('editor');
  const body = { headline: 'Sent for the operations', sourceVersion: 1 };
  await house.client.request('PUT', '/v1/desk/external-ids/feed/sent', { headers, body });
  const { data } = (await house.client.get('/v1/desk/incoming', { headers })).json<{
    data: { id: string }[];
  }>();
  return data[0]!.id;
}
