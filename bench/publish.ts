/** The desk at work, as a process of its own: creates and publishes so many stories a second, as its parent says. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Published, Publishing } from './publisher.ts';

process.on('message', (job: Publishing) => {
  void publishFor(job).then((published) => process.send!(published));
});

let serial = 0;

async function publishFor(job: Publishing): Promise<Published> {
  const started = performance.now();
  const tookMs: number[] = [];
  let failed: string | undefined;
  const under: Promise<void>[] = [];
  for (let turn = 0; turn < job.seconds * job.perSecond; turn += 1) {
    await wait(Math.max(0, started + (turn * 1000) / job.perSecond - performance.now()));
    const asked = performance.now();
    under.push(
      publishOne(job).then(
        () => void tookMs.push(performance.now() - asked),
        (error: unknown) => void (failed = String(error)),
      ),
    );
  }
  await Promise.all(under);
  const perSecond = tookMs.length / ((performance.now() - started) / 1000);
  return { perSecond, tookMs: tookMs.toSorted((a, b) => a - b), ...(failed ? { failed } : {}) };
}

async function publishOne(job: Publishing): Promise<void> {
  serial += 1;
  const body = job.template.replaceAll('{number}', `p${process.pid}-${serial}`);
  const created = await post(job, '/v1/desk/articles', body, {});
  await post(job, `${created.headers.get('location')}/publish`, '{}', {
    'if-match': created.headers.get('etag')!,
  });
}

async function post(
  { address, authorization }: Publishing,
  path: string,
  body: string,
  headers: Record<string, string>,
): Promise<Response> {
  const answer = await fetch(address + path, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 500)}`);
  return answer;
}
