import { expect, it } from 'vitest';
import { sampleApp } from './sample-app.ts';

const uuid = /^[0-9a-f-]{36}$/;

/** The id that the answer has to a request with this one, from that address. */
async function idOf(sent: string, remoteAddress = '10.0.0.7'): Promise<unknown> {
  const lines: string[] = [];
  const logger = { level: 'info', stream: { write: (line: string) => void lines.push(line) } };
  const app = sampleApp({ trustProxy: ['10.0.0.7'], logger });
  const answer = await app.inject({ url: '/missing', remoteAddress, headers: { 'x-request-id': sent } });
  await app.close();
  const id = answer.headers['x-request-id'];
  expect([answer.json().requestId, JSON.parse(lines[0]!).reqId]).toEqual([id, id]);
  return id;
}

it.each([
  '0f8f3c52-8d3a-4f0e-9d55-0d1f6f0b7a11',
  'Root=1-67891233-abcdef012345678912345678',
  'a'.repeat(128),
])('the request id %s of a trusted proxy is taken', async (id) => {
  expect(await idOf(id)).toBe(id);
});

it.each([
  ['of a stranger', 'abc', '203.0.113.9'],
  ['that is too long', 'a'.repeat(129), undefined],
  ['that would break a line of the log', 'a","level":60,"x":"', undefined],
  ['that is a key', 'dl_Ab3dEf9h', undefined],
  ['that is empty', '', undefined],
])('a request id %s is not', async (_case, id, address) => {
  expect(await idOf(id, address)).toMatch(uuid);
});
