import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { createServer } from '../../../src/foundation/http/server/server.ts';

/** A server with one public answer, which the test may hold back while it is made. */
function slowServer() {
  const snapshot = { revision: 1, until: Infinity, endsAt: Infinity };
  const held: (() => void)[] = [];
  let made = 0;
  const app = createServer({
    publicUrl: 'https://api.news.example',
    strict: true,
    cache: {
      bytes: 1_000_000,
      clock: { now: () => 0 },
      freshness: {
        known: () => ({ ...snapshot }),
        find: async () => ({ ...snapshot }),
        isUntouched: () => false,
      },
    },
  });
  const response = { 200: z.object({ revision: z.number(), made: z.number() }) };
  app.get('/slow', { config: { access: 'public' }, schema: { response } }, async () => {
    const answer = { revision: snapshot.revision, made: (made += 1) };
    await new Promise<void>((resolve) => held.push(resolve));
    return answer;
  });
  onTestFinished(() => app.close());

  function ask() {
    return app.inject('/slow').then(({ headers, body }) => [JSON.parse(body), headers['cache-status']]);
  }
  /** Waits until so many answers are being made. */
  async function making(count: number): Promise<void> {
    while (held.length < count) await new Promise((resolve) => setImmediate(resolve));
  }
  return { snapshot, held, ask, making };
}

describe('an answer that is begun before a change and done after it', () => {
  it('goes to those who asked before, and to nobody else', async () => {
    const { snapshot, held, ask, making } = slowServer();
    const [first, second] = [ask(), ask()];
    await making(1);
    snapshot.revision = 2;
    const third = ask();
    await making(2);
    held[0]!();
    expect(await first).toEqual([{ revision: 1, made: 1 }, 'dateline; fwd=uri-miss; stored']);
    expect(await second).toEqual([{ revision: 1, made: 1 }, 'dateline; fwd=uri-miss; collapsed']);
    const fourth = ask();
    held[1]!();
    expect(await third).toEqual([{ revision: 2, made: 2 }, 'dateline; fwd=uri-miss; stored']);
    expect(await fourth).toEqual([{ revision: 2, made: 2 }, 'dateline; fwd=stale; collapsed']);
    expect(await ask()).toEqual([{ revision: 2, made: 2 }, 'dateline; hit']);
  });

  it('does not take the place of a newer one', async () => {
    const { snapshot, held, ask, making } = slowServer();
    const first = ask();
    await making(1);
    snapshot.revision = 2;
    const second = ask();
    await making(2);
    held[1]!();
    await second;
    held[0]!();
    expect(await first).toEqual([{ revision: 1, made: 1 }, 'dateline; fwd=uri-miss']);
    expect(await ask()).toEqual([{ revision: 2, made: 2 }, 'dateline; hit']);
  });
});
