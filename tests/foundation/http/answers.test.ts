import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ProblemOut } from '../../../src/foundation/http/errors/problem-schema.ts';
import { createServer } from '../../../src/foundation/http/server/server.ts';
import { publicUrl, sampleApp } from './sample-app.ts';

describe('an answer that its schema does not declare', () => {
  it('is a failure where strict, and the log says where', async () => {
    const lines: string[] = [];
    const app = sampleApp({ logger: { level: 'error', stream: { write: (line) => void lines.push(line) } } });
    expect((await app.inject('/notes/chatty')).statusCode).toBe(500);
    expect(lines.join()).toContain('/deskNote');
    await app.close();
  });

  it('is found by tests alone: where not strict, what the handler made goes out as it is', async () => {
    const app = sampleApp({ strict: false });
    const answer = await app.inject('/notes/chatty');
    expect(answer.json()).toEqual({ slug: 'chatty', text: 'Hello', lines: 1, deskNote: 'private' });
    await app.close();
  });
});

describe('a handler', () => {
  it('is held to its schemas by the compiler', () => {
    const app = createServer({ publicUrl, strict: true });
    const schema = {
      params: z.strictObject({ slug: z.string() }),
      querystring: z.strictObject({ limit: z.coerce.number() }),
      body: z.strictObject({ text: z.string() }),
      response: {
        200: z.object({ text: z.string() }),
        301: { description: 'Moved.' },
        410: ProblemOut,
      },
    };
    app.post('/right/:slug', { schema }, (request) => {
      const limit: number = request.query.limit;
      return { text: `${request.params.slug} ${request.body.text.trim()} ${limit}` };
    });
    app.post('/redirect/:slug', { schema }, async (_request, reply) => reply.redirect('/', 301));
    // @ts-expect-error a field has the wrong type
    app.post('/wrong-type/:slug', { schema }, () => ({ text: 1 }));
    // @ts-expect-error a field is missing
    app.post('/missing/:slug', { schema }, () => ({}));
    // @ts-expect-error a problem is thrown, never returned
    app.post('/problem/:slug', { schema }, () => ({
      type: '',
      title: '',
      status: 410,
      detail: '',
      requestId: '',
    }));
    app.post('/reads/:slug', { schema }, (request) => {
      // @ts-expect-error the query has no such parameter
      expect(request.query.offset).toBeUndefined();
      // @ts-expect-error the path has no such parameter
      expect(request.params.id).toBeUndefined();
      // @ts-expect-error the body has no such field
      return { text: request.body.title };
    });
    // @ts-expect-error what is sent is held to the schema too
    app.post('/sends/:slug', { schema }, (_request, reply) => void reply.code(200).send({ text: 1 }));
    // @ts-expect-error only known problems are declared
    app.get('/problems', { schema: { problems: ['bad-luck'] } }, () => undefined);
    // @ts-expect-error only known headers are declared
    app.get('/headers', { schema: { responseHeaders: { 200: ['X-Luck'] } } }, () => undefined);
    expect(app.hasRoute({ method: 'POST', url: '/right/:slug' })).toBe(true);
  });
});
