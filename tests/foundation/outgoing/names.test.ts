import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openOutgoing } from '../../../src/foundation/outgoing/open-outgoing.ts';
import { byNameServers } from '../../../src/foundation/outgoing/resolve.ts';

const message = { headers: {}, body: '{}' };

/** A name server: `answer` gives an IPv4 address, null where there is no such name, or undefined to say nothing. */
async function givenNameServer(answer: (name: string) => string | null | undefined) {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (query, { port, address }) => {
    const { name, end } = readName(query);
    asked.push(name);
    const found = answer(name);
    if (found === undefined) return;
    const isFour = query.readUInt16BE(end) === 1;
    const reply = Buffer.concat([
      query.subarray(0, end + 4),
      found !== null && isFour ? record(found) : Buffer.alloc(0),
    ]);
    reply.writeUInt16BE(found === null ? 0x8183 : 0x8180, 2);
    reply.writeUInt16BE(found !== null && isFour ? 1 : 0, 6);
    reply.fill(0, 8, 12);
    socket.send(reply, port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  return { asked, server: `127.0.0.1:${socket.address().port}` };
}

function readName(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

/** That of the name which was asked for, for a minute. */
function record(address: string): Buffer {
  return Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number)]);
}

function givenClient(settings: Partial<Parameters<typeof openOutgoing>[0]>) {
  const client = openOutgoing({ allowedHosts: [], ...settings });
  onTestFinished(() => client.close());
  return client;
}

describe('the name of a host', () => {
  it('is asked of the name servers, and nothing is sent to a private address that they give', async () => {
    const { asked, server } = await givenNameServer((name) => (name === 'lies.example' ? '10.0.0.7' : null));
    const client = givenClient({ resolve: byNameServers([server]) });
    expect(await client.send({ ...message, url: 'https://lies.example/' })).toMatchObject({
      fault: expect.stringContaining('lies.example is, or resolves to, a private address'),
    });
    expect(await client.send({ ...message, url: 'https://nowhere.example/' })).toMatchObject({
      fault: 'The name of the host was not found.',
    });
    expect(new Set(asked)).toEqual(new Set(['lies.example', 'nowhere.example']));
    expect(await byNameServers([server])('lies.example', new AbortController().signal)).toEqual([
      { address: '10.0.0.7', family: 4 },
    ]);
  });

  it('keeps no other waiting where its servers do not answer, and is not looked for longer than a connection', async () => {
    const { server } = await givenNameServer((name) => (name.startsWith('silent') ? undefined : '10.0.0.7'));
    const client = givenClient({ resolve: byNameServers([server]), connectMs: 1_000 });
    const order: string[] = [];
    const silent = Array.from({ length: 20 }, async (_, index) => {
      const outcome = await client.send({ ...message, url: `https://silent${index}.example/` });
      order.push('silent');
      return outcome;
    });
    await client.send({ ...message, url: 'https://lies.example/' });
    order.push('other');
    expect(new Set((await Promise.all(silent)).map((one) => 'fault' in one && one.fault))).toEqual(
      new Set(['No connection to the host within 1 seconds.']),
    );
    expect(order[0]).toBe('other');
  });

  it('is looked for no more once the server stops', async () => {
    const { server } = await givenNameServer(() => undefined);
    const stopped = new AbortController();
    const looking = byNameServers([server])('silent.example', stopped.signal);
    stopped.abort();
    await expect(looking).rejects.toMatchObject({ code: 'ECANCELLED' });
  });
});
