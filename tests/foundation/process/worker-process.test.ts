import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openWorkerProcess } from '../../../src/foundation/process/worker-process.ts';
import { WorkerDied, WorkerNotStarted } from '../../../src/foundation/process/fork-worker.ts';
import { givenFolder } from '../../support/processes.ts';

type Job = { say: string } | { die: number } | { hang: true };

/** A process that echoes what it is told to say, and does not start while there is a file `broken` beside it. */
async function givenProcess(settings: { mostJobs?: number; longestJobMs?: number } = {}) {
  const folder = await givenFolder();
  const program = join(folder, 'program.mjs');
  const broken = join(folder, 'broken');
  const left = join(folder, 'left');
  await writeFile(
    program,
    `
    import { existsSync, writeFileSync } from 'node:fs';
    if (existsSync(${JSON.stringify(broken)})) throw new Error('There is no lens.');
    process.on('message', (job) => {
      if (job.die !== undefined) process.exit(job.die);
      if (job.say !== undefined) process.send({ said: job.say, by: process.pid });
    });
    process.on('disconnect', () => {
      writeFileSync(${JSON.stringify(left)}, '');
      process.exit();
    });
    process.send('ready');
    `,
  );
  const reported: string[] = [];
  const worker = openWorkerProcess<{ said: string; by: number }>({
    program,
    longestJobMs: 10_000,
    idleMs: 10_000,
    mostJobs: 1000,
    mostWaiting: 10,
    report: (error) => void reported.push(String(error)),
    ...settings,
  });
  onTestFinished(() => worker.close());
  return {
    worker,
    ask: (job: Job) => worker.ask(job, 'now'),
    reported,
    /** A file that is there when one has ended by itself. */
    left,
    breakIt: () => writeFile(broken, ''),
    mendIt: () => rm(broken),
  };
}

describe('a worker process', () => {
  it('answers one job after the other', async () => {
    const { ask } = await givenProcess();
    const answers = await Promise.all(['a', 'b', 'c'].map((say) => ask({ say })));
    expect(answers.map(({ said }) => said)).toEqual(['a', 'b', 'c']);
    expect(new Set(answers.map(({ by }) => by)).size).toBe(1);
  });

  it.each<[string, Job, number]>([
    ['ends over its job', { die: 1 }, 10_000],
    ['takes too long', { hang: true }, 100],
  ])('that %s blames the job, and the next one gets another', async (_what, job, longestJobMs) => {
    const { ask, reported } = await givenProcess({ longestJobMs });
    await expect(ask(job)).rejects.toThrow(WorkerDied);
    expect(await ask({ say: 'again' })).toMatchObject({ said: 'again' });
    expect(reported).toEqual([]);
  });

  it('that does not start blames no job, and says why once', async () => {
    const { ask, worker, reported, breakIt } = await givenProcess();
    await breakIt();
    const asked = await Promise.allSettled(['a', 'b', 'c'].map((say) => ask({ say })));
    for (const one of asked) expect(one).toMatchObject({ reason: expect.any(WorkerNotStarted) });
    await expect(ask({ say: 'd' })).rejects.toThrow(WorkerNotStarted);
    await expect(worker.check()).rejects.toThrow(WorkerNotStarted);
    expect(reported).toEqual([expect.stringMatching(/it ended with code 1\.[^]*There is no lens\./)]);
  });

  it('that does not start is tried again, and says why anew when it fails another time', async () => {
    const { ask, worker, reported, breakIt, mendIt } = await givenProcess();
    await breakIt();
    await expect(worker.wake()).rejects.toThrow(WorkerNotStarted);
    await mendIt();
    await expect
      .poll(
        () =>
          worker.check().then(
            () => true,
            () => false,
          ),
        { timeout: 10_000 },
      )
      .toBe(true);
    expect(await ask({ say: 'a' })).toMatchObject({ said: 'a' });
    await breakIt();
    await expect(ask({ die: 1 })).rejects.toThrow(WorkerDied);
    await expect(ask({ say: 'b' })).rejects.toThrow(WorkerNotStarted);
    expect(reported).toHaveLength(2);
  });

  it('that has done its jobs ends by itself, and another does the next ones', async () => {
    const { ask, left } = await givenProcess({ mostJobs: 2 });
    const pids: number[] = [];
    for (const say of ['a', 'b', 'c']) pids.push((await ask({ say })).by);
    expect(pids[0]).toBe(pids[1]);
    expect(pids[2]).not.toBe(pids[0]);
    await expect.poll(() => existsSync(left), { timeout: 10_000 }).toBe(true);
  });
});
