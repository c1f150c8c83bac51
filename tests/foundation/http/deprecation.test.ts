import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Deprecation } from '../../../src/foundation/http/answer/deprecation.ts';
import { notFound } from '../../../src/foundation/problem.ts';
import { sampleApp } from './sample-app.ts';

const since = Date.parse('2027-01-01') / 1000;
const deprecated: Deprecation = { since: '2027-01-01', sunset: '2028-03-01', instead: 'Use `/notes`.' };

const query = z.strictObject({
  order: z.string().optional().meta({ description: 'In which order.' }),
  missing: z.string().optional().meta({ description: 'Answers 404.' }),
});
const response = { 200: z.object({ text: z.string() }).meta({ id: 'Old', description: 'An old answer.' }) };

/** The sample server with `/old`, which is deprecated, and `/kept`, of which a parameter is. */
function server() {
  const app = sampleApp();
  app.get(
    '/old',
    {
      config: { access: 'public', deprecated },
      schema: { operationId: 'getOld', description: 'Something old.', querystring: query, response },
    },
    async (request, reply) => {
      if (request.query.missing) throw notFound('old');
      reply.header('link', '</notes>; rel="canonical"');
      return { text: 'old' };
    },
  );
  app.get(
    '/kept',
    {
      config: {
        access: 'public',
        deprecatedParameters: { order: { since: '2027-02-01', instead: 'Use `sort`.' } },
      },
      schema: { operationId: 'getKept', querystring: query },
    },
    async () => ({ text: 'kept' }),
  );
  onTestFinished(() => app.close());
  return app;
}

describe('a deprecated operation', () => {
  it.each([
    ['an answer', '/old', {}, 200],
    ['304', '/old', { 'if-none-match': '*' }, 304],
    ['an error', '/old?missing=yes', {}, 404],
    ['a refusal', '/old?unknown=yes', {}, 400],
  ])('says so in %s, and until when it works', async (_name, url, headers, status) => {
    const answer = await server().inject({ url, headers });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers.deprecation).toBe(`@${since}`);
    expect(answer.headers.sunset).toBe('Wed, 01 Mar 2028 00:00:00 GMT');
  });

  it('is not what another method at its address is', async () => {
    const { statusCode, headers } = await server().inject({ method: 'DELETE', url: '/old' });
    expect([statusCode, headers.deprecation]).toEqual([405, undefined]);
  });

  it('leads to its description, beside the other links', async () => {
    const { headers } = await server().inject('/old');
    expect(headers.link).toBe('</notes>; rel="canonical", </docs>; rel="deprecation"; type="text/html"');
  });

  it('is marked in the contract, with what to use instead', async () => {
    const { paths } = (await server().inject('/openapi.json')).json();
    const { get } = paths['/old'];
    expect(get.deprecated).toBe(true);
    expect(get.description).toBe(
      'Something old.\n\n**Deprecated** since 2027-01-01, works until 2028-03-01. Use `/notes`.',
    );
    expect(Object.keys(get.responses[200].headers)).toEqual(
      expect.arrayContaining(['Deprecation', 'Sunset']),
    );
    expect(paths['/notes'].get).not.toHaveProperty('deprecated');
  });
});

describe('a deprecated parameter', () => {
  it('is announced where it is sent, and nowhere else', async () => {
    const app = server();
    const sent = await app.inject('/kept?order=up');
    expect(sent.headers.deprecation).toBe(`@${Date.parse('2027-02-01') / 1000}`);
    expect(sent.headers).not.toHaveProperty('sunset');
    expect((await app.inject('/kept')).headers).not.toHaveProperty('deprecation');
  });

  it('is marked in the contract', async () => {
    const { get } = (await server().inject('/openapi.json')).json().paths['/kept'];
    expect(get).not.toHaveProperty('deprecated');
    expect(get.parameters.find(({ name }: { name: string }) => name === 'order')).toMatchObject({
      deprecated: true,
      description: 'In which order.\n\n**Deprecated** since 2027-02-01. Use `sort`.',
    });
  });
});

describe('the policy', () => {
  it('refuses an end before twelve months have passed', () => {
    const app = sampleApp();
    onTestFinished(() => app.close());
    const early = { ...deprecated, sunset: '2027-12-31' };
    function register() {
      app.get('/early', { config: { access: 'public', deprecated: early } }, async () => ({}));
    }
    expect(register).toThrow('/early: what is deprecated on 2027-01-01 works until 2028-01-01 at least');
  });
});
