import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { notesTable, preflightTable } from '../bin/doc-tables.ts';
import { roleTable, roleTableMarkdown } from '../bin/role-table.ts';
import { describeSettings } from '../src/main/settings/settings.ts';
import { openHouse } from './support/house.ts';
import { startFlags } from './support/start-flags.ts';

describe('README', () => {
  it('is short', () => {
    expect(Buffer.byteLength(page('README.md'))).toBeLessThanOrEqual(12_000);
  });

  it('shows an answer of the server', async () => {
    const { app } = await openHouse();
    const [, sample = ''] = /^```json\n([^]*?)^```$/m.exec(page('README.md'))!;
    const { slug, ...told } = JSON.parse(sample);
    expect((await app.inject(`/v1/articles/${slug}`)).json()).toMatchObject(told);
  });
});

describe('Build a site', () => {
  it('shows an answer of the server, which goes on where it says so', async () => {
    const { app } = await openHouse();
    const text = page('docs/build-a-site.md');
    const [, address = ''] = /localhost:3000(\S+)'/.exec(text)!;
    const [, sample = ''] = /^```json\n([^]*?)^```$/m.exec(text)!;
    const told = JSON.parse(sample, (_, value) =>
      typeof value === 'string' && value.endsWith('…')
        ? expect.stringMatching(new RegExp(`^${RegExp.escape(value.slice(0, -1))}`))
        : value,
    );
    expect((await app.inject(address)).json()).toMatchObject(told);
  });
});

describe('the ways to start the server', () => {
  it.each([
    ['npm run dev', () => (JSON.parse(page('package.json')) as { scripts: { dev: string } }).scripts.dev],
    ['the image', () => /^CMD .*$/m.exec(page('Dockerfile'))![0]],
    ['systemd', () => /^ExecStart=.*$/m.exec(page('docs/run-it.md'))![0]],
  ])('give Node the flags of npm start: %s', (_way, command) => {
    expect(startFlags).not.toEqual([]);
    expect(command().match(/--(?!watch)[\w=-]+/g)).toEqual(startFlags);
  });
});

describe('every page', () => {
  const pages = ['README.md', 'CHANGELOG.md', ...readdirSync('docs').map((name) => `docs/${name}`)];

  it.each(pages.filter((path) => path.endsWith('.md')))(
    '%s links to files and headings that exist',
    (path) => {
      const links = [...page(path).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link]) => link!);
      const dead = links.filter((link) => {
        const [file = '', anchor] = link.split('#');
        const target = file === '' ? path : join(dirname(path), file);
        return !existsSync(target) || (anchor !== undefined && !anchorsOf(page(target)).includes(anchor));
      });
      expect(dead).toEqual([]);
    },
  );
});

describe('docs', () => {
  it('lists every setting with its default and its purpose, as src/main/settings/settings.ts has them', () => {
    const rows = describeSettings().map(
      ([name, fallback, purpose]) => `| \`${name}\` | ${fallback && `\`${fallback}\``} | ${purpose} |`,
    );
    const told = /<!-- settings.*?-->\n([^]*?)<!-- \/settings -->/.exec(page('docs/settings.md'))?.[1] ?? '';
    expect(told.trim().split('\n').slice(2).map(asOneSpaced)).toEqual(rows.map(asOneSpaced));
  });

  it.each([
    ['preflight', preflightTable],
    ['notes', notesTable],
  ])('lists in %s.md what the code has', (name, tableOf) => {
    const marks = new RegExp(`<!-- ${name}.*?-->\\n([^]*?)<!-- /${name} -->`);
    const told = marks.exec(page(`docs/${name}.md`))?.[1] ?? '';
    const rows = tableOf().split('\n');
    expect(told.trim().split('\n').slice(2).map(asOneSpaced)).toEqual(rows.slice(2).map(asOneSpaced));
  });

  it('says who may call what, as the routes do', async () => {
    const { app } = await openHouse();
    const told = /<!-- roles.*?-->\n([^]*?)<!-- \/roles -->/.exec(page('docs/roles.md'))?.[1] ?? '';
    const rows = roleTableMarkdown(roleTable(app)).split('\n');
    expect(told.trim().split('\n').slice(2).map(asOneSpaced)).toEqual(rows.slice(2).map(asOneSpaced));
  });
});

describe('docs for whoever runs a server', () => {
  const text = ['backup', 'limits', 'logs', 'metrics', 'run-it', 'upgrade']
    .map((name) => page(`docs/${name}.md`))
    .join('\n');
  const promises = /^# What is promised\n([^]*?)^## /m
    .exec(page('docs/promises.md'))![1]!
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| -'))
    .map((line) => line.split('|').map((cell) => cell.trim()));

  it('names settings that exist', () => {
    const known = new Set(describeSettings().map(([name]) => name));
    const named = [...text.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b|`([A-Z][A-Z0-9_]+)=/g)];
    expect(named.length).toBeGreaterThan(3);
    expect(named.map(([, name, set]) => name ?? set!).filter((name) => !known.has(name))).toEqual([]);
  });

  it('names for each promise tests that exist', () => {
    expect(promises.length).toBeGreaterThan(5);
    for (const [, promise, holder = ''] of promises.slice(1)) {
      const named = [...holder.matchAll(/`(tests\/[\w/.-]+)`/g)].map(([, path]) => path!);
      expect([promise, named.length > 0]).toEqual([promise, true]);
      const gone = named.filter((path) => !existsSync(new URL(`../${path}`, import.meta.url)));
      expect([promise, gone]).toEqual([promise, []]);
    }
  });
});

describe.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s', (name) => {
  it('names files and folders that exist, from the root or from src', () => {
    const named = [...page(name).matchAll(/`([\w-]+(?:\/[\w.-]+)+\/?)`/g)].map(([, path]) => path!);
    expect(named.length).toBeGreaterThan(5);
    const places = ['../', '../src/'];
    const gone = named.filter(
      (path) => !places.some((place) => existsSync(new URL(`${place}${path}`, import.meta.url))),
    );
    expect(gone).toEqual([]);
  });
});

// Prettier pads the cells of a table.
function asOneSpaced(line: string): string {
  return line.replaceAll(/ {2,}/g, ' ');
}

/** The anchors of the headings, as GitHub makes them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function page(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
}
