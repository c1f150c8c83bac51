import { describe, expect, it } from 'vitest';
import { sampleApp } from './sample-app.ts';

describe('GET /health/live', () => {
  it('answers as long as the process does, and is never stored', async () => {
    const app = sampleApp({ checks: { database: () => Promise.reject(new Error('locked')) } });
    const answer = await app.inject('/health/live');
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ok' }]);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers.etag).toBeUndefined();
    await app.close();
  });
});

describe('GET /health/ready', () => {
  it('is ready when every check passes', async () => {
    const app = sampleApp({ checks: { database: () => undefined } });
    const answer = await app.inject('/health/ready');
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ok' }]);
    await app.close();
  });

  it('names what fails, but not why', async () => {
    const checks = {
      database: () => Promise.reject(new Error('/secret/path is locked')),
      media: () => undefined,
      clock: () => {
        throw new Error('wrong');
      },
    };
    const app = sampleApp({ checks });
    const answer = await app.inject('/health/ready');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({
      detail: 'Not ready: database, clock.',
      failing: ['database', 'clock'],
    });
    expect(answer.headers).toMatchObject({ 'retry-after': '1', 'cache-control': 'no-store' });
    expect(answer.body).not.toContain('secret');
    await app.close();
  });

  it('names what it can do without, and is ready all the same', async () => {
    const optionalChecks = {
      store: () => Promise.reject(new Error('no such bucket')),
      other: () => undefined,
    };
    const now = Date.parse('2022-06-15T06:00:00Z');
    const app = sampleApp({ optionalChecks, clock: { now: () => now } });
    const answer = await app.inject('/health/ready');
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { status: 'ok', degraded: ['store'], degradedSince: { store: '2022-06-15T06:00:00.000Z' } },
    ]);
    await app.close();
  });

  it('counts a check that hangs as failing after a second, and asks it no second time meanwhile', async () => {
    let asked = 0;
    function store(): Promise<void> {
      asked += 1;
      return new Promise(() => undefined);
    }
    const app = sampleApp({ optionalChecks: { store, other: () => Promise.reject(new Error('gone')) } });
    const answer = await app.inject('/health/ready');
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { degraded: ['store', 'other'] }]);
    await app.inject('/health/ready');
    expect(asked).toBe(1);
    await app.close();
  });

  it('answers with what is known while a check hangs', async () => {
    let now = 0;
    let hang: () => Promise<void> = async () => {};
    const app = sampleApp({
      checks: { database: () => hang() },
      clock: { now: () => now },
    });
    expect((await app.inject('/health/ready')).statusCode).toBe(200);
    hang = () => new Promise(() => undefined);
    now = 1_000;
    expect((await app.inject('/health/ready')).json()).toEqual({ status: 'ok' });
    await app.close();
  });

  it('logs once that a check fails, and once that it passes again', async () => {
    let [now, works] = [0, false];
    const lines: string[] = [];
    const app = sampleApp({
      checks: { database: () => (works ? undefined : Promise.reject(new Error('locked'))) },
      logger: { level: 'info', stream: { write: (line) => void lines.push(line) } },
      clock: { now: () => now },
    });
    for (works of [false, false, true, false, false]) {
      now += 1_000;
      expect((await app.inject('/health/ready')).statusCode).toBe(works ? 200 : 503);
    }
    const told = lines.map((line) => JSON.parse(line)).filter(({ check }) => check !== undefined);
    expect(told).toMatchObject([
      { check: 'database', err: { message: 'locked' } },
      { check: 'database', forMs: 2_000 },
      { check: 'database', err: { message: 'locked' } },
    ]);
    await app.close();
  });

  it('gives figures of what fails, of optional checks too', async () => {
    const app = sampleApp({
      checks: { database: () => undefined },
      optionalChecks: { store: () => Promise.reject(new Error('gone')) },
    });
    expect(await app.stats.failingChecks?.()).toEqual({ database: 0, dueWork: 0, store: 1 });
    await app.close();
  });

  it('says what should have happened by itself and has not, and is ready all the same', async () => {
    const since = Date.parse('2022-06-15T06:00:00Z');
    const due = { lag: async () => ({ late: 2, since, setAside: 1, isStuck: false }) };
    const app = sampleApp({ due });
    const answer = await app.inject('/health/ready');
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { status: 'ok', due: { late: 2, since: '2022-06-15T06:00:00.000Z', setAside: 1 } },
    ]);
    await app.close();
  });

  it('is not ready while nobody looks after what is due', async () => {
    const due = { lag: async () => ({ late: 1, since: 0, setAside: 0, isStuck: true }) };
    const app = sampleApp({ due });
    const answer = await app.inject('/health/ready');
    expect([answer.statusCode, answer.json().failing]).toEqual([503, ['dueWork']]);
    await app.close();
  });

  it('asks its checks at most once a second', async () => {
    let asked = 0;
    let now = 0;
    const app = sampleApp({
      checks: {
        database() {
          asked += 1;
        },
      },
      clock: { now: () => now },
    });
    for (now of [0, 10, 999]) await app.inject('/health/ready');
    expect(asked).toBe(1);
    now = 1_000;
    await app.inject('/health/ready');
    expect(asked).toBe(2);
    await app.close();
  });

  it('is no longer ready once the server was told to stop', async () => {
    let stopping = false;
    const app = sampleApp({ isStopping: () => stopping });
    expect((await app.inject('/health/ready')).statusCode).toBe(200);
    stopping = true;
    expect((await app.inject('/health/ready')).statusCode).toBe(503);
    await app.close();
  });
});
