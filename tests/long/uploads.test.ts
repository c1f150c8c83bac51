/** Uploads as an attacker or a bad line sends them, to a real process: what they cost, and what is left of them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { makeKey } from '../../src/access/key.ts';
import { drawing, form } from '../support/pictures.ts';
import { givenFolder, startDateline } from '../support/processes.ts';

async function start() {
  const folder = await givenFolder();
  const { secret: key } = makeKey();
  const dateline = startDateline({
    DATA_DIR: folder,
    ADMIN_API_KEY: key,
    LOG_LEVEL: 'warn',
    STOP_DELAY: '0',
  });
  const address = await dateline.address();
  const headers = { authorization: `Bearer ${key}` };
  async function send(bytes: Buffer, name = 'file') {
    const sent = await form([{ bytes, name }]);
    return fetch(new URL('/v1/desk/media', address), {
      method: 'POST',
      headers: { ...headers, ...sent.headers },
      body: new Uint8Array(sent.body),
    });
  }
  return { folder, address, headers, send, pid: dateline.child.pid! };
}

/** What a process and those it started hold in memory, in MB; 0 where the system does not tell. */
function memoryOf(pid: number): number {
  if (!existsSync('/proc/self/statm')) return 0;
  const children = execFileSync('sh', ['-c', `cat /proc/${pid}/task/*/children`])
    .toString()
    .split(' ')
    .filter(Boolean);
  const pages = [String(pid), ...children].map((one) => {
    try {
      return Number(readFileSync(`/proc/${one}/statm`, 'utf8').split(' ')[1]);
    } catch {
      return 0;
    }
  });
  return Math.round((pages.reduce((sum, some) => sum + some, 0) * 4096) / 1e6);
}

/** The most memory that a process takes while something goes on. */
async function peakDuring<T>(pid: number, work: Promise<T>): Promise<{ done: T; peak: number }> {
  let peak = memoryOf(pid);
  const watch = setInterval(() => (peak = Math.max(peak, memoryOf(pid))), 20);
  try {
    return { done: await work, peak };
  } finally {
    clearInterval(watch);
  }
}

/** How long plain reads take while something goes on: the 99th of 100, in ms. */
async function readsDuring(address: URL, work: Promise<unknown>): Promise<number> {
  let going = true;
  void work.finally(() => (going = false));
  const times: number[] = [];
  do {
    const began = performance.now();
    await (
      await fetch(new URL('/v1/articles?limit=5', address), { headers: { cookie: 'made=anew' } })
    ).text();
    times.push(performance.now() - began);
  } while (going);
  times.sort((a, b) => a - b);
  return Math.round(times[Math.floor(times.length * 0.99)]!);
}

describe('uploads', () => {
  it('that would swell are refused, and cost little', async () => {
    const { send, pid, address } = await start();
    await send(await drawing().jpeg().toBuffer());
    const flat = { channels: 3, background: '#123456' } as const;
    const frame = await sharp({ create: { width: 40, height: 40, ...flat } })
      .png()
      .toBuffer();
    const frames = Array.from({ length: 200 }, (_, n) =>
      sharp({ create: { width: 40, height: 40, channels: 3, background: { r: n, g: 0, b: 0 } } })
        .png()
        .toBuffer(),
    );
    const many = sharp(await Promise.all(frames), { join: { animated: true } });
    const bombs: [string, Buffer][] = [
      [
        '16,000² PNG',
        await sharp({ create: { width: 16_000, height: 16_000, ...flat }, limitInputPixels: false })
          .png()
          .toBuffer(),
      ],
      [
        '60,000 × 1 PNG',
        await sharp({ create: { width: 60_000, height: 1, ...flat } })
          .png()
          .toBuffer(),
      ],
      ['GIF of 200 frames', await many.clone().gif().toBuffer()],
      ['WebP of 200 frames', await many.clone().webp().toBuffer()],
      ['TIFF of 200 pages', await many.clone().tiff().toBuffer()],
      ['a cut PNG', frame.subarray(0, frame.length - 20)],
    ];
    for (const [what, bytes] of bombs) {
      const before = memoryOf(pid);
      const began = performance.now();
      const sent = send(bytes);
      const reads = readsDuring(address, sent);
      const { done, peak } = await peakDuring(pid, sent);
      const ms = Math.round(performance.now() - began);
      console.log(
        `${what} (${bytes.length} bytes): ${done.status} in ${ms} ms, +${peak - before} MB, p99 of other reads ${await reads} ms`,
      );
      expect([what, done.status]).toEqual([what, 422]);
      expect(peak - before).toBeLessThan(300);
    }
  });

  it('without end are answered, and nothing of them stays', async () => {
    const { folder, address, headers } = await start();
    const answer = await endless(address, headers);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    await expect.poll(() => readdir(join(folder, 'media', 'incoming')), { timeout: 10_000 }).toEqual([]);
  });

  it('of 100 at once, half of them cut off, are whole or absent', async () => {
    const { send, folder, address, headers } = await start();
    const pictures = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        drawing({ width: 300, height: 200, colour: `hsl(${n * 3}, 60%, 50%)` })
          .jpeg()
          .toBuffer(),
      ),
    );
    const sent = pictures.map(async (bytes, n) => {
      if (n % 2 === 0) return (await send(bytes)).status;
      await cut(address, headers, await form([{ bytes }]));
      return 0;
    });
    const began = performance.now();
    const reads = readsDuring(address, Promise.all(sent));
    const answered = await Promise.all(sent);
    console.log(
      `50 uploads among 50 cut ones in ${Math.round(performance.now() - began)} ms, p99 of other reads ${await reads} ms`,
    );
    expect(answered.filter((status) => status === 201)).toHaveLength(50);
    const rows = new BetterSqlite3(join(folder, 'dateline.db'), { readonly: true })
      .prepare('SELECT sha256 FROM media WHERE file_name IS NOT NULL')
      .all() as { sha256: string }[];
    expect(rows).toHaveLength(50);
    const originals = await readdir(join(folder, 'media', 'originals'));
    for (const { sha256 } of rows) expect(originals).toContain(`${sha256}.jpg`);
    await expect.poll(() => readdir(join(folder, 'media', 'incoming')), { timeout: 10_000 }).toEqual([]);
  });
});

/** Sends a file that never ends, until somebody answers and hangs up; gives the answer. */
function endless(address: URL, headers: Record<string, string>): Promise<string> {
  const type = 'content-type: multipart/form-data; boundary=x\r\ntransfer-encoding: chunked';
  const part = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n';
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536), Buffer.from('\r\n')]);
  return new Promise((resolve) => {
    let said = '';
    async function goOn(): Promise<void> {
      while (!socket.destroyed) {
        if (socket.writableLength < 1_000_000) socket.write(chunk);
        await new Promise(setImmediate);
      }
    }
    const socket = connect(Number(address.port), address.hostname, () => {
      socket.write(
        `POST /v1/desk/media HTTP/1.1\r\nHost: ${address.host}\r\nauthorization: ${headers['authorization']}\r\n${type}\r\n\r\n${part.length.toString(16)}\r\n${part}\r\n`,
      );
      void goOn();
    });
    socket.on('data', (bytes) => (said += String(bytes)));
    // The server hangs up in the end, politely or not.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(said));
  });
}

/** Sends the first half of a form, and hangs up. */
function cut(
  address: URL,
  headers: Record<string, string>,
  sent: Awaited<ReturnType<typeof form>>,
): Promise<void> {
  const all = Object.entries({ ...headers, ...sent.headers, 'content-length': String(sent.body.length) });
  const head = `POST /v1/desk/media HTTP/1.1\r\nHost: ${address.host}\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return new Promise((resolve, reject) => {
    const socket = connect(Number(address.port), address.hostname, () => {
      socket.write(head);
      socket.write(sent.body.subarray(0, sent.body.length / 2), () => socket.destroy());
    });
    socket.once('close', () => resolve());
    socket.once('error', reject);
  });
}
