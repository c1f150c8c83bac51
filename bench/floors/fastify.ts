/** The floor: Fastify answering the very bytes and headers that Dateline gave, from memory. */
import fastify from 'fastify';
import { copyAnswers, sayAddress } from './answers.ts';

const app = fastify();
app.get('/health/live', () => 'ok');
for (const { path, bytes, headers } of await copyAnswers())
  app.get(path.split('?')[0]!, (_request, reply) => reply.headers(headers).send(bytes));
sayAddress(await app.listen({ port: 0, host: '127.0.0.1' }));
process.once('SIGINT', () => process.exit());
