import { gzipSync } from 'node:zlib';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProblemOut } from '../../../src/foundation/http/errors/problem-schema.ts';
import type { App } from '../../../src/foundation/http/server/server.ts';
import { publicUrl, sampleApp } from './sample-app.ts';

let app: App;
const lines: string[] = [];
beforeAll(async () => {
  app = sampleApp({ logger: { level: 'debug', stream: { write: (line) => void lines.push(line) } } });
  await app.ready();
});
afterAll(() => app.close());

async function problemOf(given: InjectOptions) {
  const answer = await app.inject(given);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.headers['cache-control']).toBe('no-store');
  const body = ProblemOut.parse(answer.json());
  expect(body.status).toBe(answer.statusCode);
  expect(answer.headers['x-request-id']).toBe(body.requestId);
  return { ...body, headers: answer.headers, name: body.type.replace(`${publicUrl}/problems/`, '') };
}

const json = { 'content-type': 'application/json' };

describe('an error', () => {
  const cases: [string, number, string, InjectOptions][] = [
    ['an unknown path', 404, 'not-found', { url: '/nothing' }],
    ['an unknown path with a body', 404, 'not-found', { method: 'POST', url: '/no', payload: 'x' }],
    ['an unknown thing', 404, 'not-found', { url: '/notes/none' }],
    ['a path that cannot be decoded', 400, 'invalid-request', { url: '/notes/%zz' }],
    ['a path part beyond any slug', 414, 'uri-too-long', { url: `/notes/${'a'.repeat(201)}` }],
    ['an unknown query key', 400, 'invalid-request', { url: '/notes/first?draft=true' }],
    [
      'malformed JSON',
      400,
      'malformed-body',
      { method: 'POST', url: '/notes', headers: json, payload: '{"a' },
    ],
    ['no body where one is needed', 400, 'invalid-request', { method: 'POST', url: '/notes', headers: json }],
    [
      'a poisoned prototype',
      400,
      'malformed-body',
      { method: 'POST', url: '/notes', headers: json, payload: '{"__proto__":{"a":1}}' },
    ],
    [
      'a body above 256 KiB',
      413,
      'payload-too-large',
      { method: 'POST', url: '/notes', headers: json, payload: JSON.stringify('a'.repeat(256 * 1024)) },
    ],
    ['no body where one is needed', 400, 'invalid-request', { method: 'POST', url: '/notes' }],
    ['a thrown error', 500, 'internal-error', { url: '/notes/broken' }],
  ];
  it.each(cases)('answers %s with %i %s', async (_what, status, name, given) => {
    expect(await problemOf(given)).toMatchObject({ status, name });
  });

  it('brings the members that a rule gave it, but never over its own', async () => {
    expect(await problemOf({ url: '/notes/removed' })).toMatchObject({
      status: 410,
      title: 'Gone',
      detail: 'This note was withdrawn.',
      notice: 'It was wrong.',
    });
  });

  it('says nothing of what was thrown, and logs it with its stack under the same id', async () => {
    const answer = await app.inject({ url: '/notes/broken' });
    expect(answer.body).not.toMatch(/hunter2|Error:|\.ts/);
    const line = lines.find(
      (text) => text.includes('hunter2') && text.includes(String(answer.headers['x-request-id'])),
    );
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      level: 50,
      err: { stack: expect.stringContaining('sample-app') },
    });
  });

  it('stays readable for other origins, even where no route was reached', async () => {
    for (const url of ['/nothing', '/notes/%zz', `/notes/${'a'.repeat(201)}`]) {
      expect((await app.inject({ url })).headers).toMatchObject({ 'access-control-allow-origin': '*' });
    }
  });
});

describe('another method on a known path', () => {
  it.each([
    ['DELETE', '/notes/first', 'GET, HEAD, OPTIONS'],
    ['PUT', '/notes', 'GET, HEAD, OPTIONS, POST'],
    ['TRACE', '/health/live', 'GET, HEAD, OPTIONS'],
    ['GET', '/echo', 'OPTIONS, POST'],
    ['HEAD', '/echo', 'OPTIONS, POST'],
    ['POST', '/docs', 'GET, HEAD, OPTIONS'],
  ] as const)('%s %s is told %s', async (method, url, allow) => {
    const answer = await app.inject({ method: method as 'GET', url });
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, allow]);
  });

  it('is refused before what the served methods offer is looked at', async () => {
    const given = { method: 'DELETE', url: '/notes/first', headers: { accept: 'text/html' } } as const;
    expect(await problemOf(given)).toMatchObject({ status: 405 });
  });

  it('is refused before its body is read', async () => {
    const given = {
      method: 'PATCH',
      url: '/notes',
      headers: { 'content-type': 'text/xml' },
      payload: '<a>',
    } as const;
    expect(await problemOf(given)).toMatchObject({ status: 405 });
  });
});

describe('Accept', () => {
  it.each([undefined, '', '*/*', 'application/*', 'text/html, application/json;q=0.1'])(
    '%s is served',
    async (accept) => {
      const answer = await app.inject({
        url: '/notes/first',
        headers: accept === undefined ? {} : { accept },
      });
      expect(answer.statusCode).toBe(200);
    },
  );

  it.each(['text/html', 'application/xml', 'application/json;q=0', 'nonsense'])(
    '%s is not acceptable',
    async (accept) => {
      const problem = await problemOf({ url: '/notes/first', headers: { accept } });
      expect(problem).toMatchObject({ status: 406, offered: ['application/json'] });
    },
  );
});

describe('Content-Type', () => {
  const payload = '{"slug":"first","body":[]}';
  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    '%s is read',
    async (type) => {
      const answer = await app.inject({
        method: 'POST',
        url: '/notes',
        headers: { 'content-type': type },
        payload,
      });
      expect(answer.statusCode).toBe(201);
    },
  );

  it.each([
    'application/json\t; charset=utf-8',
    ' application/json',
    'application/json foo',
    'application/json garbage; charset=utf-8',
    'application/json; charset=utf-16',
    'application/json,text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'undefined',
    '',
  ])('%j is refused, and nothing is validated by it', async (type) => {
    for (const url of ['/notes', '/echo']) {
      const given = {
        method: 'POST',
        url,
        headers: { 'content-type': type },
        payload: '{"unknown":1}',
      } as const;
      expect(await problemOf(given)).toMatchObject({ status: 415 });
    }
  });

  it('is told what is taken, where it is compressed', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const packed = { method: 'POST', url: '/echo', headers, payload: gzipSync('{}') } as const;
    const refused = await problemOf(packed);
    expect([refused.status, refused.headers['accept-encoding']]).toEqual([415, 'identity']);
    expect(refused.detail).toBe('The body must be sent as it is, without Content-Encoding (gzip).');
  });

  it('is refused when it is missing', async () => {
    const given = { method: 'POST', url: '/echo', payload: Buffer.from('{}') } as const;
    expect(await problemOf(given)).toMatchObject({ status: 415 });
  });
});

describe('the log', () => {
  it('has one line per request, with the path and without the query string', async () => {
    lines.length = 0;
    await app.inject({ url: '/notes?sort=slug&limit=5', headers: { authorization: 'Bearer dl_secret' } });
    await app.inject({ url: '/nothing?key=dl_secret' });
    await app.inject({ url: '/notes/%zz?key=dl_secret' });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { method: 'GET', path: '/notes', status: 200, ms: expect.any(Number) },
      { path: '/nothing', status: 404 },
      { path: '/notes/%zz', status: 400 },
    ]);
    expect(lines.join()).not.toMatch(/dl_secret|limit/);
  });

  it('holds no secret, wherever it stands in what is logged', () => {
    lines.length = 0;
    const headers = {
      authorization: 'hunter2',
      cookie: 'hunter2',
      'idempotency-key': 'hunter2',
      accept: '*/*',
    };
    app.log.info(headers, 'planted');
    app.log.info({ headers }, 'planted');
    app.log.error({ err: Object.assign(new Error('planted'), { headers }) });
    expect(lines).toHaveLength(3);
    expect(lines.join()).not.toContain('hunter2');
    expect(lines.join()).toContain('[redacted]');
  });
});
