/** What a server takes while it works: memory, open files, its write-ahead log. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Newsroom } from './server-process.ts';

type Sample = { rssBytes: number; files: number; walBytes: number };

/** Looks sixty times; where the system does not tell, memory and files are 0. */
export async function watch(
  { pid, file }: Newsroom,
  isOver: () => boolean,
  seconds: number,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  const own = `/proc/${pid()}`;
  while (!isOver()) {
    await pause((seconds * 1000) / 60);
    const isTold = existsSync(own);
    samples.push({
      rssBytes: isTold ? Number(readFileSync(`${own}/statm`, 'utf8').split(' ')[1]) * 4096 : 0,
      files: isTold ? readdirSync(`${own}/fd`).length : 0,
      walBytes: existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0,
    });
  }
  return samples;
}

/** The middle of each figure in the third of the samples that begins at that share. */
export function middleOf(samples: Sample[], share: number): Sample {
  const part = samples.slice(Math.floor(samples.length * share), Math.ceil(samples.length * (share + 1 / 3)));
  function middle(of: (sample: Sample) => number): number {
    return part.map(of).sort((a, b) => a - b)[Math.floor(part.length / 2)] ?? 0;
  }
  return {
    rssBytes: middle(({ rssBytes }) => rssBytes),
    files: middle(({ files }) => files),
    walBytes: middle(({ walBytes }) => walBytes),
  };
}

/** A sentence where something has grown beyond its bound. */
export function unbounded(what: string, by: number, bound: number): string[] {
  return by > bound ? [`${what}: ${by}, more than ${bound}`] : [];
}
