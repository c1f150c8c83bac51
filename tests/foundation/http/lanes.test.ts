import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openLanes } from '../../../src/foundation/http/admission/lanes.ts';

const limits = { atOnce: 2, waiting: 3, longestWaitMs: 60_000, share: 1 };

/** Lanes whose jobs are noted by name when they begin and when they are refused. */
function given<Name extends string>(
  lanes: Record<Name, Partial<typeof limits>>,
  hasConnected?: () => boolean,
) {
  const noted: string[] = [];
  const all = Object.fromEntries(
    Object.entries<Partial<typeof limits>>(lanes).map(([name, own]) => [name, { ...limits, ...own }]),
  ) as Record<Name, typeof limits>;
  const { enter, stats } = openLanes(all, hasConnected);
  function send(lane: Name, name: string, work: () => void = () => {}): () => void {
    const leave = enter(lane, {
      start() {
        noted.push(name);
        work();
      },
      refuse: (why) => void noted.push(`${name}: ${why}`),
    });
    return leave;
  }
  return { noted, send, stats };
}

async function turns(count = 20): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await nextTurn();
}

function workFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe('lanes', () => {
  it('begin as many as their limit, and the next when one leaves', async () => {
    const { noted, send } = given({ reads: {} });
    const [leave] = ['a', 'b', 'c'].map((name) => send('reads', name));
    await turns();
    expect(noted).toEqual(['a', 'b']);
    leave!();
    leave!();
    await turns();
    expect(noted).toEqual(['a', 'b', 'c']);
  });

  it('refuse at once what finds the line full', async () => {
    const { noted, send, stats } = given({ reads: {} });
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) send('reads', name);
    expect(noted).toEqual(['f: full']);
    await turns();
    expect(stats().reads).toEqual({ inFlight: 2, waiting: 3, begun: 2, full: 1, late: 0, gone: 0 });
  });

  it('refuse what has waited its time', async () => {
    const { noted, send } = given({ reads: { longestWaitMs: 0, atOnce: 1 } });
    send('reads', 'a', () => workFor(1));
    send('reads', 'b');
    await expect.poll(() => noted).toContain('b: late');
  });

  it('begin what waited for one long job, or a pause of the machine, and refuse what others were preferred to', async () => {
    const { noted, send } = given({ reads: { longestWaitMs: 5, atOnce: 5 } });
    for (const name of ['a', 'b', 'c']) send('reads', name, () => workFor(20));
    await expect.poll(() => noted).toEqual(['a', 'b', 'c: late']);
  });

  it('refuse what waited too long for those who have all places, though nothing else comes', async () => {
    const { noted, send } = given({ reads: { longestWaitMs: 5, atOnce: 1 } });
    send('reads', 'a');
    await turns();
    send('reads', 'b');
    await expect.poll(() => noted).toEqual(['a', 'b: late']);
  });

  it('never begin what has left', async () => {
    const { noted, send, stats } = given({ reads: {} });
    send('reads', 'a')();
    await turns();
    expect(noted).toEqual([]);
    expect(stats().reads).toMatchObject({ inFlight: 0, waiting: 0, gone: 1 });
  });

  it('let other events come between long jobs', async () => {
    const { noted, send } = given({ reads: { atOnce: 3 } });
    for (const name of ['a', 'b', 'c']) send('reads', name, () => workFor(10));
    setImmediate(() => setImmediate(() => noted.push('event')));
    await turns();
    expect(noted.indexOf('event')).toBeLessThan(noted.indexOf('c'));
  });

  it('begin the next only when the work of the one before has come to rest', async () => {
    const { noted, send } = given({ reads: {} });
    async function work(): Promise<void> {
      for (let step = 0; step < 10; step += 1) await Promise.resolve();
      noted.push('a done');
    }
    send('reads', 'a', () => void work());
    send('reads', 'b');
    await turns();
    expect(noted).toEqual(['a', 'a done', 'b']);
  });

  it('begin nothing while clients connect one by one, but not for ever', async () => {
    let asked = 0;
    const { noted, send } = given({ reads: {} }, () => (asked += 1) > 0);
    send('reads', 'a');
    await turns(5);
    expect([asked >= 4, noted]).toEqual([true, []]);
    await expect.poll(() => noted).toEqual(['a']);
  });

  it('begin first what has used least of its share', async () => {
    const lane = { atOnce: 99, waiting: 99 };
    const { noted, send } = given({ desk: lane, heavy: lane });
    for (let number = 0; number < 5; number += 1) send('heavy', 'heavy', () => workFor(2));
    await turns(1);
    send('desk', 'desk', () => workFor(2));
    await turns();
    expect(noted.indexOf('desk')).toBeLessThan(5);
    expect(noted).toHaveLength(6);
  });
});
