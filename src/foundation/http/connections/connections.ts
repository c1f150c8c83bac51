import type { Socket } from 'node:net';
import { Problem } from '../../problem.ts';
import { answerOnSocket } from '../errors/bad-sockets.ts';
import type { App } from '../request/app.ts';
import { countedAs, type Trust } from './proxies.ts';
import { slowReaders } from './slow-readers.ts';

declare module '../request/app.ts' {
  interface AppStats {
    /** Connections that are open, that were refused since their address had too many, and that were cut. */
    connections: { open: number; refused: number; cut: number };
  }
}

/** The most connections in all, and from one address. */
const most = { inAll: 2_000, perAddress: 256 };
const sweepMs = 1_000;
const reportMs = 60_000;

type Settings = { isUnlimited: Trust; publicUrl: string };

/** Refuses connections beyond the limit of their address, and cuts those that do not take their answers. */
export function limitConnections(app: App, { isUnlimited, publicUrl }: Settings): void {
  const byAddress = new Map<string, number>();
  const readers = slowReaders();
  const stats = { open: 0, refused: 0, cut: 0 };
  app.stats.connections = stats;
  app.server.maxConnections = most.inAll;

  const accept = app.server.listeners('connection') as ((socket: Socket) => void)[];
  app.server.removeAllListeners('connection');
  app.server.on('connection', (socket: Socket) => {
    const { remoteAddress = '' } = socket;
    const name = isUnlimited(remoteAddress) ? undefined : countedAs(remoteAddress);
    if (name !== undefined && (byAddress.get(name) ?? 0) >= most.perAddress)
      return refuse(socket, remoteAddress);
    count(name, 1);
    readers.add(socket);
    socket.once('close', () => {
      count(name, -1);
      readers.delete(socket);
    });
    for (const listener of accept) listener.call(app.server, socket);
  });

  function count(name: string | undefined, by: 1 | -1): void {
    stats.open += by;
    if (name === undefined) return;
    const open = (byAddress.get(name) ?? 0) + by;
    if (open > 0) byAddress.set(name, open);
    else byAddress.delete(name);
  }

  let refused: { connections: number; address?: string } = { connections: 0 };
  function refuse(socket: Socket, address: string): void {
    stats.refused += 1;
    refused = { connections: refused.connections + 1, address };
    socket.on('error', () => undefined).resume();
    answerOnSocket(socket, tooMany, publicUrl);
  }

  let dropped = false;
  app.server.on('drop', () => (dropped = true));
  let reportedAt = -Infinity;
  function sweep(): void {
    const now = performance.now();
    stats.cut += readers.cut(now);
    // All places are taken: idle connections make room.
    if (dropped) app.server.closeIdleConnections();
    dropped = false;
    if (refused.connections === 0 || now - reportedAt < reportMs) return;
    app.log.warn(refused, `connections were refused: ${most.perAddress} were open from one address`);
    [reportedAt, refused] = [now, { connections: 0 }];
  }
  app.server.once('listening', () => {
    const sweeping = setInterval(sweep, sweepMs).unref();
    app.server.once('close', () => clearInterval(sweeping));
  });
}

const tooMany = new Problem(
  'too-many-requests',
  `This address has ${most.perAddress} connections open, the most that are allowed. Use those, or close some.`,
  { headers: { 'retry-after': '5' } },
);
