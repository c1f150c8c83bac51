/** The longest turn of the event loop of a server, asked from outside. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Newsroom } from './server-process.ts';

/** The settings with which a process can be watched. */
export const watched = { NODE_OPTIONS: `--import=${new URL('turn-watch.ts', import.meta.url).href}` };

/** The longest turn while `work` goes on, in milliseconds. */
export async function longestTurn(newsroom: Newsroom, work: () => Promise<unknown>): Promise<number> {
  await ask(newsroom);
  await work();
  return ask(newsroom);
}

async function ask({ pid, output }: Newsroom): Promise<number> {
  const before = said(output()).length;
  process.kill(pid()!, 'SIGWINCH');
  for (let waits = 0; waits < 1_000; waits += 1) {
    const longest = said(output())[before];
    if (longest !== undefined) return Number(longest);
    await pause(10);
  }
  throw new Error(`The server did not tell its longest turn: ${output()}`);
}

function said(output: string): string[] {
  return [...output.matchAll(/^longest turn: ([\d.]+)\n/gm)].map(([, longest]) => longest!);
}
