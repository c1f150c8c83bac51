/** What nobody should send to the desk: refused with a reason, stored nowhere, and never the server's fault. */
import { describe, expect, it } from 'vitest';
import { documentOf } from '../../support/contract.ts';
import { openHouse } from '../../support/house.ts';
import { faultsOf } from '../../support/walk.ts';
import { inventory } from './inventory.ts';
import { operationsOf } from './operations.ts';

/** Set by the server alone. `slug` and the like may be sent, and are not among them. */
const ownedByServer = [
  ...['id', 'createdBy', 'createdAt', 'updatedAt', 'version', 'revision', 'etag', 'seq'],
  ...['publication', 'publishedVersion', 'copy', 'state', 'status', 'scopes', 'sha256', 'secret'],
];
const poisoned = ['__proto__', 'constructor'];

describe('what is sent beside the fields of a body', () => {
  it('is named in the refusal, at every address that takes one, and nothing is stored', async () => {
    const house = await openHouse();
    const writes = (await operationsOf(house)).filter(({ example }) => example !== undefined);
    expect(writes.length).toBeGreaterThan(20);
    const before = await inventory(house);
    for (const operation of writes) {
      for (const key of [...ownedByServer, 'role', 'publishedAt'].filter(
        (name) => !operation.fields.includes(name),
      )) {
        const answer = await operation.send(
          `{"${key}":1,${JSON.stringify(operation.example).slice(1)}`.replace(',}', '}'),
        );
        expect(answer.statusCode, `${operation.name} with ${key}: ${answer.body}`).toBe(400);
        expect(faultsOf(answer.json()), operation.name).toHaveProperty([`/${key}`]);
      }
      for (const key of poisoned) {
        const body = JSON.stringify(operation.example).replace(
          '{',
          `{"${key}":{"prototype":{"role":"admin"}},`,
        );
        const answer = await operation.send(body.replace(',}', '}'));
        expect(answer.statusCode, `${operation.name} with ${key}: ${answer.body}`).toBe(400);
      }
    }
    expect(await inventory(house)).toEqual(before);
  });

  it('would be stored if it were not so: the inventory sees one honest write', async () => {
    const house = await openHouse();
    const before = await inventory(house);
    const create = (await operationsOf(house)).find(({ name }) => name === 'createTopic')!;
    expect((await create.send(JSON.stringify(create.example))).statusCode).toBe(201);
    expect(await inventory(house)).not.toEqual(before);
  });
});

describe('what is sent in the query of a list', () => {
  it('is refused when it is unknown, repeated, empty or not a plain number', async () => {
    const house = await openHouse();
    const lists = (await operationsOf(house)).filter(
      ({ method, parameters }) => method === 'GET' && parameters.includes('limit'),
    );
    expect(lists.length).toBeGreaterThan(9);
    for (const { name, url, read } of lists) {
      for (const query of [
        ...['unknown=1', 'limit=1&limit=2', 'limit[$gt]=1', 'limit[]=1', 'limit=', 'limit=1e3', 'limit=0x10'],
        ...['limit=0', 'limit=-1', 'limit=101', 'limit=1.5', 'limit=%201', 'limit=NaN', 'page=-1', 'cursor='],
        ...[
          'cursor=broken',
          '__proto__=1',
          'constructor=1',
          'filter[deskNote]=1',
          'fields=sha256',
          'LIMIT=1',
          'locale=en%00',
        ],
      ]) {
        const answer = await read(`${url}?${query}`);
        expect(answer.statusCode, `${name} ?${query}: ${answer.body}`).toBe(400);
      }
    }
  });

  it('is no name in an address with U+0000 in it', async () => {
    const house = await openHouse();
    const headers = await house.keyFor('admin');
    const paths = Object.entries(documentOf(house.app).paths).filter(([path]) => path.includes('{'));
    expect(paths.length).toBeGreaterThan(60);
    for (const [path, operations] of paths) {
      const url = path.replaceAll(/\{\w+\}/g, 'x%00y');
      for (const name of Object.keys(operations)) {
        const method = name.toUpperCase() as 'GET';
        const answer = await house.app.inject({ method, url, headers });
        expect([method, url, answer.statusCode, answer.body]).toEqual([
          ...[method, url, 400],
          expect.stringContaining('U+0000'),
        ]);
      }
    }
  });

  it('is plain words in q, whatever it looks like', async () => {
    const house = await openHouse();
    const searched = (await operationsOf(house)).filter(({ parameters }) => parameters.includes('q'));
    expect(searched.length).toBeGreaterThan(5);
    for (const { name, url, read } of searched) {
      for (const words of [
        ...[
          '"',
          '""',
          '"sample',
          'sample"',
          'NEAR(',
          'NEAR(a b, 2)',
          '*',
          'sam*',
          'headline:sample',
          '^sample',
        ],
        ...[
          '-sample',
          '(',
          ')',
          'a AND',
          'OR',
          'NOT',
          "'",
          "'; DROP TABLE articles; --",
          '%',
          '_',
          '\\',
          '%%%',
        ],
        ...['\r\nX-Injected: 1', '\u202Eelpmas', '🗞️', '見本', '{"$gt":""}', '${1}', '\t', ' '],
      ]) {
        const answer = await read(`${url}?q=${encodeURIComponent(words)}`);
        expect([200, 400], `${name} q=${words}: ${answer.body}`).toContain(answer.statusCode);
        expect(answer.headers).not.toHaveProperty('x-injected');
        const isWildcard = /^[%_*\\]+$/.test(words);
        if (answer.statusCode === 200 && isWildcard)
          expect(answer.json(), `${name} q=${words}`).toMatchObject({ data: [] });
      }
      expect((await read(`${url}?q=${'a'.repeat(10_000)}`)).statusCode).toBe(400);
      expect((await read(`${url}?q=%00`)).statusCode).toBe(400);
      expect((await read(`${url}?q=%ED%A0%80`)).statusCode).toBeLessThan(500);
    }
  });
});
