import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ProblemOut } from '../../../src/foundation/http/errors/problem-schema.ts';
import type { App } from '../../../src/foundation/http/server/server.ts';
import { sampleApp } from './sample-app.ts';

let app: App;
let port: number;
const lines: string[] = [];
beforeAll(async () => {
  app = sampleApp({ logger: { level: 'info', stream: { write: (line) => void lines.push(line) } } });
  port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => app.close());
beforeEach(() => void (lines.length = 0));

/** Sends the bytes, then nothing more, and reads until the server hangs up. */
function exchange(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => socket.write(bytes));
    let text = '';
    // The server has answered before it learns that no more is coming.
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk) && socket.end());
    socket.on('error', reject).on('close', () => resolve(text));
  });
}

function problemIn(answer: string): ProblemOut {
  return ProblemOut.parse(JSON.parse(answer.split('\r\n\r\n')[1] ?? ''));
}

/** The status lines of everything that came back. */
function statusesIn(answer: string): string[] {
  return answer.match(/HTTP\/1\.1 \d+/g) ?? [];
}

type ProblemOut = ReturnType<typeof ProblemOut.parse>;

describe('a request', () => {
  it('without a Host header gets a problem', async () => {
    const answer = await exchange('GET /notes HTTP/1.1\r\n\r\n');
    expect(problemIn(answer)).toMatchObject({ status: 400, detail: 'The request has no Host header.' });
  });

  it.each([
    ['two Host lines', 'Host: x\r\nHost: y'],
    ['the same Host twice', 'Host: x\r\nhost: x'],
    ['a path in its Host', 'Host: x/notes'],
    ['a space in its Host', 'Host: a b'],
    ['two names in its Host', 'Host: a, b'],
    ['a port that is none', 'Host: x:http'],
    ['a user in its Host', 'Host: me@x'],
  ])('with %s gets a problem', async (_what, host) => {
    for (const version of ['1.1', '1.0']) {
      const answer = await exchange(`GET /notes HTTP/${version}\r\n${host}\r\n\r\n`);
      expect(problemIn(answer)).toMatchObject({
        status: 400,
        detail: 'The request must have one Host header, which holds a host name and perhaps a port.',
      });
    }
  });

  it.each(['', 'x', 'x:8080', 'news.example.', '[::1]:80', '127.0.0.1', 'a_b', 'caf%C3%A9.example:'])(
    'with the Host "%s" is answered',
    async (host) => {
      expect(statusesIn(await exchange(`GET /notes HTTP/1.1\r\nHost: ${host}\r\n\r\n`))).toEqual([
        'HTTP/1.1 200',
      ]);
    },
  );

  it('of HTTP/1.0 needs no Host header', async () => {
    expect(statusesIn(await exchange('GET /notes HTTP/1.0\r\n\r\n'))).toEqual(['HTTP/1.1 200']);
  });

  it('that expects what nobody knows gets a problem, and stands in the log under its own address', async () => {
    const answer = await exchange('GET /notes HTTP/1.1\r\nHost: x\r\nExpect: weird\r\n\r\n');
    const detail = 'This server meets no expectation but 100-continue.';
    expect(problemIn(answer)).toMatchObject({ status: 417, detail });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ path: '/notes', status: 417 }]);
  });

  it('that was answered before its body broke off is answered once and logged once', async () => {
    for (const type of ['', 'Content-Type: application/json\r\n']) {
      lines.length = 0;
      const answer = await exchange(
        `DELETE /notes HTTP/1.1\r\nHost: x\r\n${type}Content-Length: 100\r\n\r\n{`,
      );
      expect(statusesIn(answer)).toEqual(['HTTP/1.1 405']);
      expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ status: 405 }]);
    }
  });

  it('with a whole address for a target finds its route and is logged by its path alone', async () => {
    const answer = await exchange('GET http://evil.example/notes?limit=1 HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(statusesIn(answer)).toEqual(['HTTP/1.1 200']);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ path: '/notes' }]);
  });
});

describe('methods', () => {
  it('TRACE, which routes could have, gets 405 on a known path, 404 elsewhere', async () => {
    for (const path of ['/notes/first', '/notes/first?a=/', `/notes/${'a'.repeat(200)}`]) {
      const known = await exchange(`TRACE ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
      expect([path, problemIn(known).status]).toEqual([path, 405]);
      expect(known).toMatch(/^allow: GET, HEAD, OPTIONS\r$/im);
    }
    for (const [path, status] of [
      ['/nowhere', 404],
      ['/notes/', 404],
      [`/notes/${'a'.repeat(201)}`, 414],
    ]) {
      const elsewhere = await exchange(`TRACE ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
      expect([path, problemIn(elsewhere).status]).toEqual([path, status]);
    }
    expect(lines.map((line) => (JSON.parse(line) as { method: string }).method)).toEqual(
      Array.from({ length: 6 }, () => 'TRACE'),
    );
  });

  it.each(['PROPFIND', 'LOCK', 'M-SEARCH', 'PURGE', 'QUERY', 'FOO', 'GETT', 'get'])(
    '%s, which nothing here has, gets 501',
    async (method) => {
      for (const path of ['/notes/first', '/nowhere']) {
        const answer = await exchange(`${method} ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
        expect(problemIn(answer)).toMatchObject({
          status: 501,
          detail: `This server does not know the method ${method}. It knows GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS.`,
        });
      }
      const after = await exchange(
        `GET /notes HTTP/1.1\r\nHost: x\r\n\r\n${method} /notes HTTP/1.1\r\nHost: x\r\n\r\n`,
      );
      expect(statusesIn(after)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 501']);
    },
  );

  it('CONNECT, which asks for no path, gets 501 as well', async () => {
    const answer = await exchange('CONNECT news.example:443 HTTP/1.1\r\nHost: news.example:443\r\n\r\n');
    expect(problemIn(answer)).toMatchObject({
      status: 501,
      detail: expect.stringContaining('does not know the method CONNECT'),
    });
  });

  it('OPTIONS says what a known path allows, and that there is no other', async () => {
    const known = await app.inject({ method: 'OPTIONS', url: '/notes' });
    expect([known.statusCode, known.body]).toEqual([204, '']);
    expect(known.headers).toMatchObject({
      allow: 'GET, HEAD, OPTIONS, POST',
      'access-control-allow-methods': 'GET, HEAD',
    });
    const elsewhere = await app.inject({ method: 'OPTIONS', url: '/nowhere' });
    expect(ProblemOut.parse(elsewhere.json()).status).toBe(404);
    expect(statusesIn(await exchange('OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n'))).toEqual(['HTTP/1.1 200']);
  });

  it('what is said of a path that is not public is for no other site', async () => {
    const desk = await app.inject({
      method: 'OPTIONS',
      url: '/echo',
      headers: { origin: 'https://a.example' },
    });
    expect([desk.statusCode, desk.headers.allow]).toEqual([204, 'OPTIONS, POST']);
    expect(desk.headers).not.toHaveProperty('access-control-allow-origin');
    for (const method of ['PUT', 'PROPFIND'])
      expect(
        await exchange(`${method} /echo HTTP/1.1\r\nHost: x\r\nOrigin: https://a.example\r\n\r\n`),
      ).not.toMatch(/access-control-allow-origin/i);
  });
});

describe('a query', () => {
  it.each([
    ['limit=caf%E9', 'limit', 'limit is not UTF-8 in percent encoding'],
    ['a=%C3%A9&b=%C3', 'b', 'b is not UTF-8 in percent encoding'],
    ['a=%ED%A0%80', 'a', 'a is not UTF-8 in percent encoding'],
    ['a=50%', 'a', 'a holds a percent sign that no two hexadecimal digits follow'],
    ['a=%C3%A9=%zz', 'a', 'a holds a percent sign that no two hexadecimal digits follow'],
    ['%E9=a', '%E9', '%E9 is not UTF-8 in percent encoding'],
  ])('%s names the parameter that cannot be read', async (query, parameter, detail) => {
    for (const path of ['/notes', '/nowhere', 'http://x/notes']) {
      const answer = problemIn(await exchange(`GET ${path}?${query} HTTP/1.1\r\nHost: x\r\n\r\n`));
      expect(answer).toMatchObject({ status: 400, errors: [{ parameter, detail }] });
    }
  });

  it('is read in UTF-8', async () => {
    const answer = await exchange('GET /notes?caf%C3%A9=%25 HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(problemIn(answer)).toMatchObject({ errors: [{ parameter: 'café' }] });
  });
});

describe('a path', () => {
  it('that is refused before a route is known gets the same headers as one that is unknown', async () => {
    const unknown = await app.inject('/nowhere');
    for (const url of ['/notes/%zz', `/notes/${'a'.repeat(201)}`]) {
      const answer = await app.inject(url);
      expect(Object.keys(answer.headers)).toEqual(Object.keys(unknown.headers));
      expect(answer.headers).toMatchObject({ 'content-security-policy': expect.any(String) });
    }
  });

  it.each([
    ['/notes/%zz', 'The path holds a percent sign that no two hexadecimal digits follow.'],
    ['/notes/a%', 'The path holds a percent sign that no two hexadecimal digits follow.'],
    ['/notes/%ED%A0%80', 'The path is not UTF-8 in percent encoding.'],
    ['/notes/%FF?a=%', 'The path is not UTF-8 in percent encoding.'],
  ])('%s is told why it cannot be read', async (url, detail) => {
    expect(ProblemOut.parse((await app.inject(url)).json())).toMatchObject({ status: 400, detail });
  });

  it('with an empty name in it leads nowhere', async () => {
    const answer = await app.inject('/notes//');
    expect(ProblemOut.parse(answer.json())).toMatchObject({
      status: 404,
      detail: 'There is nothing at this address.',
    });
  });

  it('with a slash at its end leads to the one without, but to no other host', async () => {
    for (const [method, status] of [
      ['GET', 301],
      ['HEAD', 301],
      ['POST', 308],
    ] as const) {
      const answer = await app.inject({ method, url: '/notes/first/?a=1' });
      expect([answer.statusCode, answer.headers.location]).toEqual([status, '/notes/first?a=1']);
    }
    for (const url of ['//evil.example/', '/\\evil.example/'])
      expect((await app.inject(url)).headers.location).toBeUndefined();
  });
});
