import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openLogDestination } from '../../../src/foundation/process/log-destination.ts';
import { givenFolder } from '../../support/processes.ts';

const isLinux = process.platform === 'linux';

describe('the destination of the log', () => {
  it('puts out all lines in their order', async () => {
    const file = join(await givenFolder(), 'log');
    const log = openLogDestination(openSync(file, 'w'), refuse);
    const lines = Array.from({ length: 5000 }, (_, index) => lineOf(index));
    for (const line of lines) log.write(line);
    await log.flush();
    expect(await readFile(file, 'utf8')).toBe(lines.join(''));
  });

  it('puts a warning out at once, behind the lines that came before it', async () => {
    const file = join(await givenFolder(), 'log');
    const log = openLogDestination(openSync(file, 'w'), refuse);
    log.write(lineOf(1));
    log.write('{"level":40}\n');
    await expect.poll(() => readFile(file, 'utf8')).toBe(`${lineOf(1)}{"level":40}\n`);
  });

  it('puts out what waits when the process ends at once', async () => {
    const child = run(`for (let i = 0; i < 20_000; i += 1) log.write(line(i)); process.exit(3);`);
    let out = '';
    child.stdout!.on('data', (chunk) => (out += String(chunk)));
    expect(await once(child, 'close')).toEqual([3, null]);
    const numbers = out
      .split('\n')
      .slice(0, -1)
      .map((text) => JSON.parse(text).i as number);
    expect(numbers).toEqual(Array.from({ length: 20_000 }, (_, i) => i));
  });

  it('puts out what waits for a slow reader when the process ends, each line once', async () => {
    const child = run(`
      for (let i = 0; i < 20_000; i += 1) log.write(line(i));
      await log.flush();
      process.stderr.write('stalled\\n');
      process.exit(3);
    `);
    await once(child.stderr!, 'data');
    let out = '';
    child.stdout!.on('data', (chunk) => (out += String(chunk)));
    expect(await once(child, 'close')).toEqual([3, null]);
    expect(out).toBe(Array.from({ length: 20_000 }, (_, index) => lineOf(index)).join(''));
  });

  it('says how many lines were lost when its reader takes nothing until the end', async () => {
    const child = run(`for (let i = 0; i < 20_000; i += 1) log.write(line(i)); process.exit(3);`);
    let said = '';
    child.stderr!.on('data', (chunk) => (said += String(chunk)));
    await once(child, 'exit');
    child.stdout!.resume();
    await once(child, 'close');
    expect(said).toMatch(/^\d+ lines of the log were lost\.\n$/);
  });

  it('holds nobody up while its reader takes nothing, and says how many lines it lost', async () => {
    const child = run(`
      for (let i = 0; i < 600_000; i += 1) log.write(line(i));
      await log.flush();
      process.stderr.write('waited long enough\\n');
      process.once('SIGTERM', async () => { await log.flush(); log.write('{"level":40}\\n'); await log.flush(); process.exit(0); });
      setInterval(() => {}, 1000);
    `);
    let [out, said] = [0, ''];
    child.stderr!.on('data', (chunk) => (said += String(chunk)));
    await expect.poll(() => said, { timeout: 20_000 }).toContain('waited long enough');
    child.stdout!.on('data', (chunk) => (out += String(chunk).split('\n').length - 1));
    child.kill('SIGTERM');
    await once(child, 'close');
    const [, lost] = /^(\d+) lines of the log were lost\.$/m.exec(said) ?? [];
    expect(Number(lost)).toBeGreaterThan(0);
    expect(out + Number(lost)).toBe(600_001);
  });

  it.skipIf(!isLinux)('goes on and ends where the disk is full, and says so once', async () => {
    const child = run(
      `for (let i = 0; i < 3; i += 1) { log.write('{"level":50}\\n'); await log.flush(); } log.write(line(0));`,
      openSync('/dev/full', 'w'),
    );
    let said = '';
    child.stderr!.on('data', (chunk) => (said += String(chunk)));
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(said).toMatch(/^The log cannot be written: ENOSPC.*\n$/);
  });
});

function lineOf(index: number): string {
  return `{"level":30,"i":${index}}\n`;
}

function refuse(message: string): void {
  throw new Error(message);
}

/** A process that logs to its standard output. */
function run(script: string, stdout: 'pipe' | number = 'pipe') {
  const place = pathToFileURL('src/foundation/process/log-destination.ts');
  const code = `
    import { openLogDestination } from ${JSON.stringify(place)};
    const log = openLogDestination(process.stdout.fd, (message) => process.stderr.write(message + '\\n'));
    const line = ${lineOf.toString()};
    ${script}`;
  const args = ['--input-type=module', '-e', code];
  return spawn(process.execPath, args, { stdio: ['ignore', stdout, 'pipe'] });
}
