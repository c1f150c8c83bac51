/** The floor: Fastify answering the very bytes and headers that Dateline gave, from memory. */
import fastify from 'fastify';

const { PORT = '0', ORIGIN = '', PATHS = '[]' } = process.env;
const app = fastify();
app.get('/health/live', () => 'ok');
for (const path of JSON.parse(PATHS) as string[]) {
  const answer = await fetch(ORIGIN + path);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const headers = Object.fromEntries(
    [...answer.headers].filter(
      ([name]) => !['connection', 'date', 'keep-alive', 'content-length'].includes(name),
    ),
  );
  app.get(path.split('?')[0]!, (_request, reply) => reply.headers(headers).send(bytes));
}
process.stderr.write(`${await app.listen({ port: Number(PORT), host: '127.0.0.1' })}\n`);
