/** The lowest floor: node:http answering the very bytes and headers that Dateline gave, from memory. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { copyAnswers, sayAddress } from './answers.ts';

const answers = new Map(
  (await copyAnswers()).map(({ path, bytes, headers }) => [
    path,
    { bytes, headers: { ...headers, 'content-length': bytes.length } },
  ]),
);
const server = createServer((request, response) => {
  const answer = answers.get(request.url!);
  if (answer) response.writeHead(200, answer.headers).end(answer.bytes);
  else response.writeHead(request.url === '/health/live' ? 200 : 404).end();
});
server.listen(0, '127.0.0.1', () => sayAddress(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.once('SIGINT', () => process.exit());
