import type { FastifyReply } from 'fastify';
import { onTestFinished, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { App } from '../../src/foundation/http/request/app.ts';
import { docsRoutes } from '../../src/foundation/http/contract/docs.ts';
import { methodNotAllowed } from '../../src/foundation/http/errors/method-not-allowed.ts';
import { createServer } from '../../src/foundation/http/server/server.ts';
import { contractClient } from '../support/contract-client.ts';

const Note = z.object({ text: z.string() }).meta({ id: 'Note', description: 'A note.' });

/** A server with one route, which may break its promises. */
function serverThat(breaks: (reply: FastifyReply) => unknown = () => ({ text: 'Hello' })): App {
  const app = createServer({ publicUrl: 'https://news.example', strict: false });
  docsRoutes(app, { version: '1', tagGroups: [] });
  app.get(
    '/notes/:note',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'getNote',
        summary: 'Get a note',
        params: z.strictObject({ note: z.string() }),
        response: { 200: Note },
      },
    },
    (_request, reply) => breaks(reply) as { text: string },
  );
  methodNotAllowed(app);
  onTestFinished(() => app.close());
  return app;
}

/** Sends JSON past the route's schema. */
function unseen(reply: FastifyReply, body: unknown, status = 200) {
  return reply.code(status).serializer(JSON.stringify).type('application/json').send(body);
}

describe('the contract client', () => {
  it('passes an answer that keeps its promises', async () => {
    const client = contractClient(serverThat());
    expect((await client.get('/notes/1')).json()).toEqual({ text: 'Hello' });
    expect((await client.head('/notes/1')).body).toBe('');
    const { etag } = (await client.get('/notes/1')).headers;
    expect((await client.get('/notes/1', { headers: { 'if-none-match': String(etag) } })).statusCode).toBe(
      304,
    );
    expect((await client.get('/notes/1?colour=red')).statusCode).toBe(400);
    expect((await client.request('DELETE', '/notes/1')).statusCode).toBe(405);
  });

  it.each<[string, (reply: FastifyReply) => unknown, RegExp]>([
    [
      'a status',
      (reply) => unseen(reply, {}, 418),
      /^getNote: GET \/notes\/1 answered 418, a status that is not declared$/,
    ],
    [
      'a header',
      (reply) => reply.header('x-desk', '1').send({ text: 'Hello' }),
      /the header x-desk is not declared/,
    ],
    [
      'a content type',
      (reply) => reply.serializer(String).type('text/plain').send('Hello'),
      /content type text\/plain is not declared/,
    ],
    ['a shape', (reply) => unseen(reply, { text: 7 }), /its body \/text must be string/],
    [
      'a property',
      (reply) => unseen(reply, { text: 'Hello', deskNote: 'private' }),
      /additional properties \(deskNote\)/,
    ],
    ['an empty object', (reply) => unseen(reply, {}), /must have required property 'text'/],
  ])('finds %s that nobody declared', async (_what, breaks, sentence) => {
    await expect(contractClient(serverThat(breaks)).get('/notes/1')).rejects.toThrow(sentence);
  });

  it('finds a required header that is missing', async () => {
    const app = serverThat();
    app.addHook('onSend', (_request, reply, payload, done) => {
      reply.removeHeader('etag');
      done(null, payload);
    });
    await expect(contractClient(app).get('/notes/1')).rejects.toThrow(
      /the header etag is declared as required and missing/,
    );
  });

  it('finds a body that answers HEAD, and one beside 304', async () => {
    const chatty = {
      inject: async () => ({ statusCode: 200, headers: {}, body: '{}' }),
      contract: () => serverDocument,
    };
    await expect(contractClient(chatty as unknown as App).head('/notes/1')).rejects.toThrow(
      'a body in answer to HEAD',
    );
    const again = { ...chatty, inject: async () => ({ statusCode: 304, headers: {}, body: '{}' }) };
    await expect(contractClient(again as unknown as App).get('/notes/1')).rejects.toThrow(
      'a body where none is declared',
    );
  });

  it('lets nobody leave the contract unawares', async () => {
    const client = contractClient(serverThat());
    await expect(client.get('/nowhere')).rejects.toThrow(/the contract has no such path/);
    expect((await client.get('/nowhere', { outsideContract: true })).statusCode).toBe(404);
  });
});

const serverDocument = {
  paths: {
    '/notes/{note}': {
      get: { operationId: 'getNote', responses: { 200: { content: { '': {} } }, 304: {} } },
    },
  },
  components: { schemas: {} },
};
