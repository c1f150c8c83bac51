/** Answers with a stored file whose bytes are not as many as they were. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { openFolder } from '../../../src/foundation/files/folder.ts';
import { sendStored } from '../../../src/foundation/http/answer/stored-files.ts';

const sent = { bytes: 10, sha256: '0'.repeat(64), mimeType: 'image/jpeg', headers: {} };

/** What arrives when this file, and then something else, is asked for on one connection. */
async function receivedWith(content: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'dateline-stored-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await writeFile(join(root, 'file'), content);
  const store = openFolder(root);
  const app = Fastify();
  onTestFinished(() => app.close());
  app.get('/file', (request, reply) => sendStored(request, reply, store, { key: 'file', ...sent }));
  app.get('/other', () => 'another answer');
  await app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(
    'GET /file HTTP/1.1\r\nhost: a\r\n\r\nGET /other HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
  );
  let received = '';
  await new Promise<void>((resolve) => {
    socket.on('data', (bytes) => (received += String(bytes)));
    socket.on('error', () => {}).on('close', () => resolve());
  });
  return received;
}

it('ends the connection after too few bytes, so that no other answer is read as a part of the file', async () => {
  const received = await receivedWith('short');
  expect(received).toMatch(/short$/);
});

it('sends no byte that is too many', async () => {
  const received = await receivedWith('more than ten bytes');
  expect(received).not.toContain('more than');
});

it('goes on with the connection after a whole file', async () => {
  const received = await receivedWith('ten bytes!');
  expect(received).toContain('\r\n\r\nten bytes!HTTP/1.1 200 OK');
  expect(received).toContain('another answer');
});
