/** The load, as a process of its own: takes one job after the other from its parent and answers with what it measured. */
import { createHistogram } from 'node:perf_hooks';
import { keepAsking } from './connection.ts';
import type { Job, Loaded } from './loader.ts';

process.on('message', (job: Job) => {
  void run(job).then(
    (measured) => process.send!(measured),
    (error: unknown) => process.send!({ failed: String(error) }),
  );
});

let serial = 0;

async function run(job: Job): Promise<Loaded> {
  // In microseconds.
  const latencies = createHistogram({ lowest: 1, highest: 60_000_000, figures: 3 });
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  const wanted = job.post && !job.post.then ? 201 : 200;
  let bytes = 0;
  const unexpected = new Map<number, number>();
  function onAnswer(status: number, size: number, tookMs: number): void {
    if (status === 201 && job.post?.then) return;
    bytes += size;
    if (status !== wanted) unexpected.set(status, (unexpected.get(status) ?? 0) + 1);
    latencies.record(Math.max(1, Math.round(tookMs * 1000)));
  }
  const asking = {
    address: new URL(job.address),
    isOver: () => latencies.count > 0 && performance.now() - started >= job.seconds * 1000,
    onAnswer,
  };
  await Promise.all(
    Array.from({ length: job.connections }, () => keepAsking({ ...asking, ...paced(requestsOf(job), job) })),
  );
  if (unexpected.size > 0)
    throw new Error([...unexpected].map(([status, count]) => `${count} answers were ${status}`).join(', '));
  const tookMs = performance.now() - started;
  const cpu = process.cpuUsage(cpuBefore);
  return {
    requests: latencies.count,
    perSecond: latencies.count / (tookMs / 1000),
    p50: latencies.percentile(50) / 1000,
    p99: latencies.percentile(99) / 1000,
    bytes: Math.round(bytes / latencies.count),
    loadBusy: (cpu.user + cpu.system) / 1000 / tookMs,
  };
}

/** The requests in their pace; what is done to a story `then` waits for nothing. */
function paced(nextRequest: () => Buffer, { perSecond, post }: Job) {
  const started = performance.now();
  let asked = 0;
  function waitMs(): number {
    const turn = post?.then ? asked / 2 : asked;
    asked += 1;
    if (perSecond === undefined || !Number.isInteger(turn)) return 0;
    return started + (turn * 1000) / perSecond - performance.now();
  }
  return { nextRequest, waitMs };
}

function requestsOf({ address, paths = [], headers: always = {}, post }: Job): () => Buffer {
  const { host } = new URL(address);
  if (!post) {
    const head = headText({ host, ...always });
    const requests = paths.map((path) => Buffer.from(`GET ${path} HTTP/1.1\r\n${head}\r\n`));
    // One turn for all connections together: each answer is to another address than the one before.
    return () => requests[(serial += 1) % requests.length]!;
  }
  const { path, headers, template, then } = post;
  let draft: string | undefined;
  return () => {
    if (then && draft !== undefined) {
      const of = then.path.replace('{number}', draft);
      draft = undefined;
      return postOf(of, { host, ...then.headers }, '{}');
    }
    serial += 1;
    draft = `${process.pid}-${serial}`;
    return postOf(path, { host, ...headers }, template.replaceAll('{number}', draft));
  };
}

function postOf(path: string, headers: Record<string, string>, text: string): Buffer {
  const body = Buffer.from(text);
  const all = { 'content-type': 'application/json', ...headers, 'content-length': body.length };
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${headText(all)}\r\n`), body]);
}

function headText(headers: Record<string, number | string>): string {
  return Object.entries(headers)
    .map((header) => `${header.join(': ')}\r\n`)
    .join('');
}
