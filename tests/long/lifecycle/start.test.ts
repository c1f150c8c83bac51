import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fromSources, givenFolder, startDateline } from '../../support/processes.ts';

describe('a start', () => {
  it('on a free port says the same port in every address that it answers', async () => {
    const dateline = startDateline({ DATA_DIR: await givenFolder() });
    const address = await dateline.address();
    const entry = (await (await fetch(new URL('/v1', address))).json()) as { links: Record<string, string> };
    const ports = Object.values(entry.links).map((link) => new URL(link).port);
    expect(new Set(ports)).toEqual(new Set([address.port]));
    expect(dateline.said()).not.toContain('PUBLIC_URL');
  });

  it('for other machines without PUBLIC_URL warns what addresses in answers say', async () => {
    const dateline = startDateline({ DATA_DIR: await givenFolder(), HOST: '0.0.0.0' });
    const { port } = await dateline.address();
    expect(dateline.said()).toContain(
      `PUBLIC_URL is not set: addresses in answers say http://localhost:${port}, which other machines cannot reach.`,
    );
  });

  it('of two at once on one new file seeds once, and both serve', async () => {
    const settings = { DATA_DIR: await givenFolder(), SEED: 'samples' };
    const both = [startDateline(settings), startDateline(settings)];
    for (const dateline of both) {
      const stories = await fetch(new URL('/v1/articles?limit=1', await dateline.address()));
      expect(stories.status).toBe(200);
    }
    expect(both.filter((dateline) => dateline.said().includes('seeded'))).toHaveLength(1);
  });

  it.each([
    ['the bundle', undefined, 50],
    ['the sources', fromSources, 1000],
  ] as const)(
    'of %s keeps what it compiled at once, so that who is killed starts faster the next time',
    async (_, program, files) => {
      const folder = await givenFolder();
      const compiled = join(folder, 'compiled');
      await startDateline({ DATA_DIR: folder, NODE_COMPILE_CACHE: compiled }, program).address();
      await expect
        .poll(async () => (await readdir(compiled, { recursive: true })).length, { timeout: 10_000 })
        .toBeGreaterThan(files);
    },
  );
});

describe('a start that cannot be', () => {
  it('on a port that is taken ends with 1, naming PORT', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const dateline = startDateline({ DATA_DIR: await givenFolder(), PORT: String(port) });
    expect(await dateline.ended).toBe(1);
    expect(dateline.said()).toMatch(
      new RegExp(`Dateline cannot listen at PORT=${port} and HOST=127.0.0.1: .*EADDRINUSE`),
    );
  });

  it.each(['0', '38219'])(
    'at an address of another machine (PORT=%s) ends with 1, naming HOST',
    async (PORT) => {
      const dateline = startDateline({ DATA_DIR: await givenFolder(), HOST: '192.0.2.1', PORT });
      expect(await dateline.ended).toBe(1);
      expect(dateline.said()).toMatch(/cannot listen at PORT=\d+ and HOST=192\.0\.2\.1: .*EADDRNOTAVAIL/);
    },
  );

  it('in a folder that is a file names the setting and the path', async () => {
    const file = join(await givenFolder(), 'file');
    await writeFile(file, '');
    const dateline = startDateline({ DATA_DIR: file });
    expect(await dateline.ended).toBe(1);
    expect(dateline.said()).toContain(
      `Cannot keep pictures in ${file}/media (MEDIA_DIR, or media in DATA_DIR): `,
    );
  });

  it.skipIf(process.platform !== 'linux')(
    'where no folder can be made says so, and does not hang',
    async () => {
      const dateline = startDateline({ DATA_DIR: '/proc/nope' });
      expect(await dateline.ended).toBe(1);
      expect(dateline.said()).toContain(
        'Cannot keep pictures in /proc/nope/media (MEDIA_DIR, or media in DATA_DIR): ',
      );
    },
  );

  it('on a database that is none, or is a folder, names the setting and the path', async () => {
    const folder = await givenFolder();
    const garbage = join(folder, 'garbage.db');
    await writeFile(garbage, 'This is no database. '.repeat(200));
    for (const file of [garbage, folder]) {
      const dateline = startDateline({ DATA_DIR: folder, DATABASE_URL: file });
      expect(await dateline.ended).toBe(1);
      expect(dateline.said()).toContain(
        `Cannot open the database ${file} (DATABASE_URL, or dateline.db in DATA_DIR): `,
      );
    }
  });
});
