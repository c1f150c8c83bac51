import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { createServer } from '../../../src/foundation/http/server/server.ts';

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as (options: { execution: 'async' }) => Promise<void>;

it('a server that is closed is not kept in memory', async () => {
  const server = await openedAndClosed();
  // What closes it may still be on its way when the first collection begins.
  for (let tries = 0; tries < 10 && server.deref() !== undefined; tries += 1)
    await collect({ execution: 'async' });
  expect(server.deref() === undefined).toBe(true);
});

/** In a function of its own, so that nothing of the test names the server. */
async function openedAndClosed(): Promise<WeakRef<object>> {
  const app = createServer({ publicUrl: 'https://news.example', strict: true });
  await app.ready();
  await app.close();
  return new WeakRef(app);
}
