import { readdir, readFile } from 'node:fs/promises';
import { Session } from 'node:inspector';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import pkg from '../../package.json' with { type: 'json' };
import { openHouse } from '../support/house.ts';
import { fromSources, givenFolder, startDateline } from '../support/processes.ts';

describe('the code that tests run', () => {
  it('is the code that ships: no package is loaded in another build', async () => {
    const [shipped, tested] = [await loadedByServer(), await loadedHere()];
    // What other tests of this process brought along may share a package that we do not name.
    const both = Object.keys(pkg.dependencies).filter((name) => shipped.has(name) && tested.has(name));
    expect(both).toEqual(expect.arrayContaining(['drizzle-orm', 'fastify', 'better-sqlite3', 'zod']));
    expect(both.filter((name) => shipped.get(name)!.isDisjointFrom(tested.get(name)!))).toEqual([]);
    const drizzle = shipped.get('drizzle-orm')!.union(tested.get('drizzle-orm')!);
    expect([...drizzle].filter((url) => !url.endsWith('.cjs'))).toEqual([]);
    // Without METRICS_PORT.
    expect(shipped.has('prom-client')).toBe(false);
  });
});

/** The files of each package that a server has loaded, by the reports that Node writes when it ends. */
async function loadedByServer() {
  const folder = await givenFolder();
  const report = join(folder, 'report');
  const dateline = startDateline(
    { DATA_DIR: folder, NODE_V8_COVERAGE: report, STOP_DELAY: '0' },
    fromSources,
  );
  await fetch(new URL('/v1/articles', await dateline.address()));
  dateline.child.kill('SIGTERM');
  expect(await dateline.ended).toBe(0);
  const urls: string[] = [];
  // One report of each thread.
  for (const name of await readdir(report)) {
    const { result } = JSON.parse(await readFile(join(report, name), 'utf8')) as {
      result: { url: string }[];
    };
    urls.push(...result.map(({ url }) => url));
  }
  return byPackage(urls);
}

/** The files of each package that this process has loaded. */
async function loadedHere() {
  const house = await openHouse();
  await house.client.get('/v1/articles');
  const urls: string[] = [];
  const session = new Session();
  session.connect();
  session.on('Debugger.scriptParsed', ({ params }) => urls.push(params.url));
  session.post('Debugger.enable');
  session.disconnect();
  return byPackage(urls);
}

function byPackage(urls: string[]): Map<string, Set<string>> {
  const files = Map.groupBy(urls, (url) => /.*\/node_modules\/((@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? '');
  files.delete('');
  return new Map([...files].map(([name, some]) => [name, new Set(some)]));
}
