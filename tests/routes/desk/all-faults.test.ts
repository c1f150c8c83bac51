/** Whatever is wrong with a body is named at once: faults of shape, and references to what is not there. */
import { describe, expect, it } from 'vitest';
import { documentOf, type Document, type Schema } from '../../support/contract.ts';
import { deskOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';
import { upload } from '../../support/pictures.ts';
import { givenVocabulary, unknownSubject } from '../../support/vocabulary.ts';
import { faultsOf } from '../../support/walk.ts';
import { operationsOf } from './operations.ts';

const absent = { media: 'media_01jj6md4j0fpp8kwtmm3qz7nky', other: 'not-there' };

/** Where a body names something, by the contract: the pointers of one item of each list. */
function referencesIn(document: Document, schema: Schema, pointer = '', seen: string[] = []): string[] {
  const { $ref, properties = {}, items, anyOf = [], oneOf = [], allOf = [], type } = schema as Shape;
  const name = $ref?.split('/').at(-1);
  const isNamed = [type].flat().includes('string') && /\/(media|article|logo|portrait)$/.test(pointer);
  if (name === 'Reference' || isNamed) return [pointer];
  if (name !== undefined && seen.includes(name)) return [];
  const passed = name === undefined ? seen : [...seen, name];
  const inside = name === undefined ? [] : [document.components.schemas[name]!];
  return [
    ...[...inside, ...anyOf, ...oneOf, ...allOf].flatMap((one) =>
      referencesIn(document, one, pointer, passed),
    ),
    ...Object.entries(properties).flatMap(([key, one]) =>
      referencesIn(document, one, `${pointer}/${key}`, passed),
    ),
    ...(items ? referencesIn(document, items, `${pointer}/0`, passed) : []),
  ];
}

type Shape = {
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  type?: unknown;
};

/** The body with that value at a pointer. */
function withAt(body: unknown, [key, ...rest]: string[], value: string): unknown {
  if (key === undefined) return value;
  if (/^\d+$/.test(key)) return [withAt((body as unknown[] | undefined)?.[0], rest, value)];
  const fields = (typeof body === 'object' && !Array.isArray(body) ? body : {}) as Record<string, unknown>;
  return { ...fields, [key]: withAt(fields[key], rest, value) };
}

describe('a body with faults of shape that also names what is not there', () => {
  it('gets all of them at once, at every address that takes one', async () => {
    const house = await openHouse();
    const document = documentOf(house.app);
    const held: string[] = [];
    for (const { name, method, url, example, send } of await operationsOf(house)) {
      const operation = Object.values(document.paths)
        .flatMap((path) => Object.values(path))
        .find((one) => one?.operationId === name)!;
      const content = Object.entries(operation.requestBody?.content ?? {});
      const { schema } = content.find(([type]) => type.endsWith('json'))?.[1] ?? {};
      const pointers = schema && example ? [...new Set(referencesIn(document, schema))] : [];
      if (pointers.length === 0) continue;
      const body = pointers.reduce<unknown>(
        (made, pointer) =>
          withAt(made, pointer.split('/').slice(1), pointer.endsWith('/media') ? absent.media : absent.other),
        { nonsense: 1 },
      );
      const answer = await send(JSON.stringify(body));
      const faults = faultsOf(answer.json());
      expect([name, answer.statusCode]).toEqual([name, 400]);
      expect(faults, name).toHaveProperty(['/nonsense']);
      for (const pointer of pointers)
        expect([method, url, pointer, faults[pointer]]).toEqual([
          ...[method, url, pointer],
          expect.stringMatching(/^There is no \w+ "/),
        ]);
      held.push(...pointers);
    }
    expect(held.length).toBeGreaterThan(100);
  });

  it.each(['toString', 'valueOf', 'hasOwnProperty', 'constructor'])(
    'gets them beside a field that is called %s',
    async (name) => {
      const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
      const body = { [name]: 'x', section: 'not-there' };
      const answer = await desk.send('POST', '/articles', { body });
      expect([answer.statusCode, faultsOf(answer.json())]).toMatchObject([
        400,
        { [`/${name}`]: expect.any(String), '/section': 'There is no section "not-there".' },
      ]);
    },
  );

  it('gets them in the fields of an upload as well', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    const answer = await upload(desk, [{ bytes: Buffer.from('a picture') }], {
      fields: { agency: 'not-there', nonsense: 1 },
    });
    expect([answer.statusCode, faultsOf(answer.json())]).toEqual([
      400,
      { '/fields/nonsense': expect.any(String), '/fields/agency': 'There is no agency "not-there".' },
    ]);
  });

  it('gets the subjects that the vocabulary does not have', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenVocabulary(house);
    const desk = await deskOf(house, 'editor');
    const answer = await desk.send('POST', '/articles', { body: { subjects: [{ code: unknownSubject }] } });
    expect([answer.statusCode, faultsOf(answer.json())]).toEqual([
      400,
      {
        '/headline': 'headline is required',
        '/subjects/0/code': `There is no subject "${unknownSubject}".`,
      },
    ]);
  });

  it('gets them however deep the body is nested', async () => {
    const house = await openHouse({ seed: 'none' });
    const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const answer = await house.app.inject({
      method: 'POST',
      url: '/v1/desk/articles',
      headers: { ...(await house.keyFor('reporter')), 'content-type': 'application/json' },
      payload: `{ "nonsense": ${nested}, "agency": "not-there" }`,
    });
    expect([answer.statusCode, faultsOf(answer.json())]).toEqual([
      400,
      {
        '/headline': 'headline is required',
        '/nonsense': expect.any(String),
        '/agency': 'There is no agency "not-there".',
      },
    ]);
  });

  it('does not tell of the draft of somebody else, nor anything to whoever has no key', async () => {
    const house = await openHouse({ seed: 'none' });
    const { id } = await (await deskOf(house, 'reporter')).create({ headline: 'Not yours' });
    const body = { related: [{ article: id, relation: 'background' }], agency: 'not-there' };
    const reporter = await deskOf(house, 'reporter');
    expect(faultsOf((await reporter.send('POST', '/articles', { body })).json())).toEqual({
      '/headline': 'headline is required',
      '/related/0/article': `There is no article "${id}".`,
      '/agency': 'There is no agency "not-there".',
    });
    house.queries.length = 0;
    const answer = await house.client.request('POST', '/v1/desk/articles', { body });
    expect([answer.statusCode, house.queries]).toEqual([401, []]);
  });
});

describe('a body that names several things that are not there', () => {
  it('gets all of them at once, whatever looks them up', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    const answer = await desk.send('POST', '/bylines', {
      body: { name: 'Jane Doe', kind: 'person', agency: 'not-there', portrait: absent.media },
    });
    expect([answer.statusCode, faultsOf(answer.json())]).toEqual([
      422,
      {
        '/agency': 'There is no agency "not-there".',
        '/portrait': `There is no media "${absent.media}".`,
      },
    ]);
  });
});
