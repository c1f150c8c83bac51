import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { App } from '../../../src/foundation/http/server/server.ts';
import { toYaml } from '../../../src/foundation/http/contract/yaml.ts';
import { problemTypes } from '../../../src/foundation/http/errors/problem-types.ts';
import { publicUrl, sampleApp } from './sample-app.ts';

let app: App;
let yaml: string;
// The document is read as any client would read it, so its shape is not taken from our types.
let document: any;
beforeAll(async () => {
  app = sampleApp();
  yaml = (await app.inject('/openapi.yaml')).body;
  document = parse(yaml);
});
afterAll(() => app.close());

describe('the contract', () => {
  it('is the same document as JSON, as YAML and in the docs', async () => {
    expect((await app.inject('/openapi.json')).json()).toEqual(document);
    expect((await app.inject('/docs/json')).json()).toEqual(document);
    expect((await app.inject('/openapi.yaml')).headers['content-type']).toMatch(/^application\/yaml/);
  });

  it('names each shape once, and shows no noise', () => {
    const names = Object.keys(document.components.schemas);
    expect(names.filter((name) => /(In|Out)put$/.test(name))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(['Note', 'NoteIn', 'Problem', 'RemovedNote']));
    expect(yaml).not.toMatch(/9007199254740991|[&*]a\d+\b/);
    expect(document.components.schemas.Note.properties.at).not.toHaveProperty('pattern');
    expect(document.components.schemas.Note).not.toHaveProperty('additionalProperties');
    expect(document.components.schemas.NoteIn.additionalProperties).toBe(false);
  });

  it('is YAML for readers of version 1.1, too', () => {
    expect(parse(yaml, { version: '1.1' })).toEqual(document);
    expect(toYaml({ at: '2022-06-04T12:00:00.000Z', examples: ['https://news.example/?a=b'] }).trim()).toBe(
      '{at: "2022-06-04T12:00:00.000Z", examples: ["https://news.example/?a=b"]}',
    );
  });

  it('describes every answer of a public read', () => {
    const { responses } = document.paths['/notes/{slug}'].get;
    expect(Object.keys(responses)).toEqual(['200', '301', '304', '404', '410', 'default']);
    const cached = ['ETag', 'Last-Modified'];
    expect(Object.keys(responses[200].headers)).toEqual(cached);
    expect(responses[304]).toEqual({ $ref: '#/components/responses/NotModified' });
    expect(Object.keys(document.components.responses.NotModified.headers)).toEqual(cached);
    expect(responses[301].headers).toHaveProperty('Location');
    expect(responses[404]).toEqual({ $ref: '#/components/responses/NotFound' });
    expect(responses[410].content).toHaveProperty(['application/problem+json']);
  });

  it('describes what a write takes and refuses', () => {
    const { requestBody, responses } = document.paths['/notes'].post;
    expect(requestBody.content['application/json'].schema).toEqual({ $ref: '#/components/schemas/NoteIn' });
    expect(Object.keys(responses)).toEqual(['201', '409', 'default']);
  });

  it('says each parameter once, with an example to execute in the path', () => {
    const { get } = document.paths['/notes/{slug}'];
    expect(get.parameters).toEqual([
      {
        in: 'path',
        name: 'slug',
        required: true,
        description: 'Which note.',
        example: 'first',
        schema: { type: 'string' },
      },
    ]);
    expect(document.paths['/health/live'].get).not.toHaveProperty('parameters');
  });

  it('describes what any operation may answer once', () => {
    const { Problem } = document.components.responses;
    expect(document.paths['/notes'].get.responses.default).toEqual({
      $ref: '#/components/responses/Problem',
    });
    const { schema, examples } = Problem.content['application/problem+json'];
    expect(schema).toEqual({ $ref: '#/components/schemas/Problem' });
    expect(Object.keys(examples)).toEqual(['invalid-request', 'forbidden', 'not-acceptable']);
    for (const title of ['400 **Malformed body', '401 **Unauthorized', '428 **Precondition required'])
      expect(Problem.description).toContain(title);
  });

  it('lets a route declare headers of its own', () => {
    expect(document.paths['/notes'].get.responses[200].headers.Link).toEqual({
      $ref: '#/components/headers/Link',
    });
  });

  it('promises no caching where there is none', () => {
    const { responses } = document.paths['/health/live'].get;
    expect(Object.keys(responses)).not.toContain('304');
    expect(responses[200]).not.toHaveProperty('headers');
  });

  it('leaves out HEAD, the docs and what is hidden', () => {
    expect(Object.keys(document.paths)).toEqual([
      '/notes',
      '/notes/{slug}',
      '/health/live',
      '/health/ready',
      '/problems',
      '/problems/{name}',
    ]);
    expect(Object.keys(document.paths['/notes'])).toEqual(['get', 'post']);
  });
});

describe('the docs', () => {
  it('work from this server alone', async () => {
    const page = await app.inject('/docs');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<title>Dateline API</title>');
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).not.toMatch(/https?:|upgrade-insecure-requests/);
    const sources = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => String(source));
    expect(sources.length).toBeGreaterThan(3);
    for (const source of sources) {
      const url = new URL(source, 'http://server/docs');
      expect(url.host).toBe('server');
      expect((await app.inject(url.pathname)).statusCode).toBe(200);
    }
  });

  it('never leave their folder', async () => {
    for (const path of [
      '..%2f..%2fpackage.json',
      '%2e%2e/%2e%2e/package.json',
      '.env',
      '%00',
      'nothing.js',
    ]) {
      const { statusCode } = await app.inject(`/docs/static/${path}`);
      expect([400, 404]).toContain(statusCode);
    }
  });
});

describe('GET /problems', () => {
  it('lists every kind of problem', async () => {
    const { data } = (await app.inject('/problems?limit=100')).json();
    expect(data).toHaveLength(Object.keys(problemTypes).length);
  });

  it('explains the type of a problem that one has met', async () => {
    const { type } = (await app.inject('/nothing')).json();
    const answer = await app.inject(type.replace(publicUrl, ''));
    expect(answer.json()).toMatchObject({ type, name: 'not-found', status: 404, title: 'Not found' });
    expect((await app.inject('/problems/bad-luck')).statusCode).toBe(404);
  });
});

describe('every route', () => {
  it('says who may use it', () => {
    const silent = app.routeList.filter(({ options }) => options.config?.access === undefined);
    expect(silent.map(({ url, methods }) => `${methods.join()} ${url}`)).toEqual([]);
  });
});
