import { describe, expect, it } from 'vitest';
import { givenFolder, startDateline } from '../../support/processes.ts';

describe('the log of a process', () => {
  it('has every line when the process was told to stop', async () => {
    const dateline = startDateline({ DATA_DIR: await givenFolder(), STOP_DELAY: '0' });
    const ids = await askFor(await dateline.address(), 300);
    dateline.child.kill('SIGTERM');
    expect(await dateline.ended).toBe(0);
    expect(requestsIn(dateline.logged())).toEqual(ids);
  });

  it('has every line, and the error, when nobody caught an error', async () => {
    const failing = `process.on('SIGUSR2', () => { throw new Error('planted') })`;
    const dateline = startDateline({
      DATA_DIR: await givenFolder(),
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(failing)}`,
    });
    const ids = await askFor(await dateline.address(), 300);
    dateline.child.kill('SIGUSR2');
    expect(await dateline.ended).toBe(1);
    expect(requestsIn(dateline.logged())).toEqual(ids);
    expect(linesIn(dateline.logged()).at(-1)).toMatchObject({
      level: 60,
      err: { message: 'planted' },
      msg: 'stopping after an error that nobody caught',
    });
  });

  it('goes out by itself, so that who is killed loses the last second only', async () => {
    const dateline = startDateline({ DATA_DIR: await givenFolder() });
    const ids = await askFor(await dateline.address(), 3);
    await expect.poll(() => requestsIn(dateline.logged()), { timeout: 10_000 }).toEqual(ids);
    dateline.child.kill('SIGKILL');
    await dateline.ended;
    expect(requestsIn(dateline.logged())).toEqual(ids);
  });

  it('holds up no answer while nobody reads it', async () => {
    const dateline = startDateline({ DATA_DIR: await givenFolder(), STOP_DELAY: '0' });
    const address = await dateline.address();
    dateline.child.stdout.pause();
    const ids = await askFor(address, 10_000);
    dateline.child.stdout.resume();
    await expect.poll(() => requestsIn(dateline.logged()).length, { timeout: 10_000 }).toBe(ids.length);
    expect(requestsIn(dateline.logged())).toEqual(ids);
  });

  it('stops no server when nobody reads output and errors any more', async () => {
    const dateline = startDateline({ DATA_DIR: await givenFolder() });
    const address = await dateline.address();
    dateline.child.stdout.destroy();
    dateline.child.stderr.destroy();
    await askFor(address, 3000);
    expect(dateline.child.exitCode).toBeNull();
    dateline.child.kill('SIGTERM');
    expect(await dateline.ended).toBe(0);
  });

  it('is for people where that is asked for', async () => {
    const dateline = startDateline({ DATA_DIR: await givenFolder(), STOP_DELAY: '0', LOG_FORMAT: 'pretty' });
    await askFor(await dateline.address(), 1);
    dateline.child.kill('SIGTERM');
    expect(await dateline.ended).toBe(0);
    expect(dateline.logged()).toMatch(/^\[[\d:.]+\] INFO: request\n(?: {4}.*\n)* {4}path: "\/v1"\n/m);
  });
});

/** Asks for the entry so often, one after the other, and gives the ids of the requests. */
async function askFor(address: URL, times: number): Promise<string[]> {
  const ids: string[] = [];
  for (let asked = 0; asked < times; asked += 1) {
    const answer = await fetch(new URL('/v1', address));
    expect(answer.status).toBe(200);
    await answer.arrayBuffer();
    ids.push(answer.headers.get('x-request-id')!);
  }
  return ids;
}

function requestsIn(logged: string): string[] {
  return linesIn(logged).flatMap(({ msg, reqId }) => (msg === 'request' ? [reqId!] : []));
}

/** The lines that came whole; the last may still be on its way. */
function linesIn(logged: string): { msg: string; reqId?: string }[] {
  const whole = logged.slice(0, logged.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
