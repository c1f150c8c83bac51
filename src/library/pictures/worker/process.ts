/** The darkroom's own process: what strangers send is opened here and nowhere else. */
import { setPriority } from 'node:os';
import sharp from 'sharp';
import { exitAboveMemory } from '../../../foundation/process/memory-limit.ts';
import { inspect, Refused } from './inspect.ts';
import type { Answer, Job, Results } from './jobs.ts';
import { cut, save } from './render.ts';

// Requests come first: this process takes what time they leave.
setPriority(10);
sharp.cache(false);
sharp.concurrency(1);
// Only what we take is ever parsed: no SVG, no PDF, nothing by way of other programs.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif', 'Tiff', 'Nsgif'].map((format) => `VipsForeignLoad${format}File`),
});

// Over what the bare process takes: about 50 MB of it are for the thread that reads words.
const mostBytes = 340_000_000;

process.on('message', (job: Job) => {
  // Ended over a job, it is answered as one that takes too much.
  const endWatch = exitAboveMemory(mostBytes);
  void run(job).then((answer) => {
    endWatch();
    process.send?.(answer);
  });
});
// Nobody is left to answer.
process.on('disconnect', () => process.exit());

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
