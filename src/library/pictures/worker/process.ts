/** The worker process: uploaded pictures are decoded here and nowhere else. */
import { setPriority } from 'node:os';
import sharp from 'sharp';
import { exitAboveMemory } from '../../../foundation/process/memory-limit.ts';
import { inspect } from './inspect.ts';
import type { Answer, Job, Results } from './jobs.ts';
import { Refused } from './refused.ts';
import { cut, save } from './render.ts';

// Lower CPU priority than the server.
setPriority(10);
sharp.cache(false);
sharp.concurrency(1);
// Only the formats that uploads may have can be loaded: no SVG, no PDF, no external programs.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif', 'Tiff', 'Nsgif'].map((format) => `VipsForeignLoad${format}File`),
});

// Above the memory of the idle process; about 50 MB are for the metadata thread.
const mostBytes = 340_000_000;

process.on('message', (job: Job) => {
  // Exiting during a job refuses the picture as too large.
  const endWatch = exitAboveMemory(mostBytes);
  void run(job).then((answer) => {
    endWatch();
    process.send?.(answer);
  });
});
// The server is gone.
process.on('disconnect', () => process.exit());
process.send?.('ready');

async function run(job: Job): Promise<Answer> {
  try {
    return { done: await work(job) };
  } catch (error) {
    if (error instanceof Refused) return { refused: error.refusal };
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

function work(job: Job): Promise<Results[Job['kind']]> {
  if (job.kind === 'inspect') return inspect(job.path);
  return job.kind === 'cut' ? cut(job) : save(job);
}
