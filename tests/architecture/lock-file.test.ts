import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';

type Package = {
  version?: string;
  resolved?: string;
  integrity?: string;
  deprecated?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};
type Packages = Record<string, Package>;

const manifest = readJson('package.json') as Package;
const { packages } = readJson('package-lock.json') as { packages: Packages };

/** The oldest versions without a published hole or fault that would touch us. */
const floor = {
  fastify: '5.8.5',
  '@fastify/static': '9.1.1',
  'drizzle-orm': '0.45.2',
  sharp: '0.32.6',
};
const oldestSafeSqlite = '3.51.3';

describe('the lock file', () => {
  it('holds every optional package that it names, for every platform', () => {
    expect(missingOptionals(packages)).toEqual([]);
    expect(
      missingOptionals({ 'node_modules/a': { optionalDependencies: { 'a-darwin-x64': '1.0.0' } } }),
    ).toEqual(['node_modules/a names a-darwin-x64']);
  });

  it('finds nested optional packages where Node would', () => {
    const nested = {
      'node_modules/a/node_modules/b': { optionalDependencies: { c: '1.0.0' } },
      'node_modules/a/node_modules/c': {},
    };
    expect(missingOptionals(nested)).toEqual([]);
  });

  it('records no registry: whoever installs chooses theirs', () => {
    expect(Object.keys(packages).length).toBeGreaterThan(100);
    expect(Object.entries(packages).filter(([, one]) => one.resolved !== undefined)).toEqual([]);
  });

  it('has a checksum for every package', () => {
    const bare = Object.entries(packages).filter(([path, one]) => path !== '' && !one.integrity);
    expect(bare).toEqual([]);
  });

  it('holds nothing that its makers have given up', () => {
    expect(Object.entries(packages).filter(([, one]) => one.deprecated !== undefined)).toEqual([]);
  });

  it.each(Object.entries(floor))('keeps %s at %s or newer', (name, oldest) => {
    const copies = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    expect(copies).not.toEqual([]);
    for (const [, copy] of copies) expect(isAtLeast(copy.version!, oldest)).toBe(true);
  });

  it(`brings SQLite ${oldestSafeSqlite} or newer`, () => {
    const memory = new BetterSqlite3(':memory:');
    const version = memory.prepare('SELECT sqlite_version()').pluck().get() as string;
    memory.close();
    expect(isAtLeast(version, oldestSafeSqlite)).toBe(true);
  });
});

describe('package.json', () => {
  it('pins every dependency to one version', () => {
    expect(unpinned(manifest)).toEqual([]);
    expect(unpinned({ dependencies: { a: '^1.0.0', b: '1.0.0', c: 'latest' } })).toEqual(['a', 'c']);
  });
});

describe('comparing versions', () => {
  it.each([
    ['5.8.5', '5.8.5', true],
    ['5.12.8', '5.8.5', true],
    ['5.8.4', '5.8.5', false],
    ['4.99.0', '5.8.5', false],
  ])('%s at least %s: %s', (version, oldest, expected) => {
    expect(isAtLeast(version, oldest)).toBe(expected);
  });
});

function missingOptionals(among: Packages): string[] {
  return Object.entries(among).flatMap(([path, one]) =>
    Object.keys(one.optionalDependencies ?? {})
      .filter((name) => !isFound(among, path, name))
      .map((name) => `${path} names ${name}`),
  );
}

/** Looks beside the package, then further up, as Node does. */
function isFound(among: Packages, from: string, name: string): boolean {
  for (let folder = from; ; folder = dirname(folder)) {
    if (folder === '.' || folder === '') return `node_modules/${name}` in among;
    if (join(folder, 'node_modules', name) in among) return true;
  }
}

function unpinned(one: Package): string[] {
  const all = { ...one.dependencies, ...one.devDependencies, ...one.optionalDependencies };
  return Object.entries(all)
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name]) => name);
}

function isAtLeast(version: string, oldest: string): boolean {
  return version.localeCompare(oldest, 'en', { numeric: true }) >= 0;
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
}
