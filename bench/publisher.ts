import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Machine } from './machine.ts';
import { startNode } from './processes.ts';

export type Publishing = {
  address: string;
  authorization: string;
  /** A story as the desk is sent it, `{number}` where each is to differ. */
  template: string;
  perSecond: number;
  seconds: number;
};

/** How many stories a second were really published, and how long creating and publishing each took, sorted. */
export type Published = { perSecond: number; tookMs: number[]; failed?: string };

export type Publisher = { publish: (job: Publishing) => Promise<Published>; stop: () => void };

/** Starts the process that publishes, where the load is. */
export function startPublisher({ loadCores }: Machine): Publisher {
  const script = fileURLToPath(new URL('publish.ts', import.meta.url));
  const child = startNode(script, {
    environment: {},
    cores: loadCores,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    async publish(job) {
      child.send(job);
      const [published] = (await once(child, 'message')) as [Published];
      if (published.failed !== undefined) throw new Error(`Publishing failed: ${published.failed}`);
      return published;
    },
    stop: () => child.disconnect(),
  };
}
