/** The darkroom's own process: what strangers send is opened here and nowhere else. */
import { setPriority } from 'node:os';
import sharp from 'sharp';
import { inspect, Refused } from './inspect.ts';
import type { Answer, Job } from './jobs.ts';
import { render } from './render.ts';

// Requests come first: this process takes what time they leave.
setPriority(10);
sharp.cache(false);
sharp.concurrency(1);
// Only what we take is ever parsed: no SVG, no PDF, nothing by way of other programs.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif', 'Tiff', 'Nsgif'].map((format) => `VipsForeignLoad${format}File`),
});

process.on('message', (job: Job) => {
  void develop(job).then((answer) => process.send?.(answer));
});
// Nobody is left to answer.
process.on('disconnect', () => process.exit());

async function develop(job: Job): Promise<Answer> {
  try {
    return { done: job.kind === 'inspect' ? await inspect(job.path) : await render(job) };
  } catch (error) {
    if (error instanceof Refused) return { refused: error.refusal };
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
