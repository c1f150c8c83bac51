import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A connection to a port of this machine that a test can cut, or lead elsewhere. */
export async function givenProxy(port: number) {
  let target = port;
  let isCut = false;
  let isSilent = false;
  let turning: { before: string; resolve: () => void } | undefined;
  let fatal: string | undefined;
  const open = new Set<Socket>();

  function drop(): void {
    for (const socket of open) socket.destroy();
  }
  function silence(): void {
    isSilent = true;
    for (const socket of open) socket.pause();
  }
  const proxy = createServer((client) => {
    if (isCut) return client.destroy();
    const server = connect(target, '127.0.0.1');
    for (const socket of [client, server]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (bytes) => {
      if (turning && bytes.includes(turning.before)) {
        silence();
        turning.resolve();
        turning = undefined;
        return client.unshift(bytes);
      }
      const isFatal = fatal !== undefined && bytes.includes(fatal);
      if (!isFatal) return server.write(bytes);
      // It is done there, and nobody here is told.
      server.removeAllListeners('data').resume();
      server.write(bytes, () => setTimeout(() => client.destroy(), 100));
      return undefined;
    });
    server.on('data', (bytes) => client.write(bytes));
    if (isSilent) for (const socket of [client, server]) socket.pause();
    return undefined;
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    drop();
    proxy.close();
  });
  return {
    port: (proxy.address() as AddressInfo).port,
    cut() {
      isCut = true;
      drop();
    },
    /**
     * Passes nothing on any more, and keeps all connections: as a network that loses everything. It begins just before a
     * message with this text, or at once.
     */
    async silence(before?: string): Promise<void> {
      if (before === undefined) return silence();
      return new Promise((resolve) => (turning = { before, resolve }));
    },
    /** What was kept back is passed on, as what is sent again. */
    heal() {
      [isCut, isSilent] = [false, false];
      for (const socket of open) socket.resume();
    },
    /** Leads to another port from now on. */
    leadTo(other: number) {
      target = other;
      drop();
    },
    /** Passes a message with this text on, and then cuts its connection before the answer; without one, none. */
    loseAnswersTo: (text?: string) => void (fatal = text),
  };
}
