import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Machine } from './machine.ts';
import { startNode, type Running } from './processes.ts';

type Post = { path: string; headers: Record<string, string> };

/**
 * What to ask, of whom and for how long: GET of these paths in turn, with these headers, or POST of a template with numbered
 * stories. Where something is to be done to each story `then`, only that is measured. Each connection asks again as soon as it
 * is answered, or so many times `perSecond`.
 */
export type Job = {
  address: string;
  paths?: string[];
  headers?: Record<string, string>;
  post?: Post & { template: string; then?: Post };
  perSecond?: number;
  seconds: number;
  connections: number;
};

export type Loaded = {
  requests: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Bytes of one answer as it came, its headers with it. */
  bytes: number;
  /** The part of the time in which the load itself was computing: near 1 it was what limited. */
  loadBusy: number;
};

export type Measured = Loaded & {
  /** Milliseconds of the server's processor time for 1,000 requests, and the part of the time it was computing. */
  cpuMs: number | undefined;
  serverBusy: number | undefined;
};

export type Loader = {
  measure: (server: Running, job: Omit<Job, 'address'>) => Promise<Measured>;
  stop: () => void;
};

/** Starts the process that makes the load, on its own cores. */
export function startLoader({ loadCores }: Machine): Loader {
  const script = fileURLToPath(new URL('load.ts', import.meta.url));
  const child = startNode(script, {
    environment: {},
    cores: loadCores,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    async measure(server, job) {
      const [started, cpuBefore] = [performance.now(), server.cpuMs()];
      child.send({ ...job, address: server.address });
      const [answer] = (await once(child, 'message')) as [Loaded | { failed: string }];
      if ('failed' in answer) throw new Error(`${server.address} failed under load: ${answer.failed}`);
      const cpuAfter = server.cpuMs();
      const spent = cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore;
      return {
        ...answer,
        cpuMs: spent && (spent / answer.requests) * 1000,
        serverBusy: spent && spent / (performance.now() - started),
      };
    },
    stop: () => child.disconnect(),
  };
}
