/** Every command of the pages, one after the other, as a reader has them: what ships is installed, and each must succeed. */
import { readdirSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawing } from '../../support/pictures.ts';
import { vocabularyFile } from '../../support/vocabulary.ts';
import { wireItem } from '../../support/wire-item.ts';
import { type Block, blocksOf } from './blocks.ts';
import { openMachine, type Played } from './machine.ts';

/** What of a page is played: not what says why it is not. */
function playedOf(page: string): Block[] {
  return blocksOf(page).filter(({ notPlayed }) => notPlayed === undefined);
}

function expectAnswers({ statuses }: Played, atLeast: number): void {
  expect(statuses.length).toBeGreaterThanOrEqual(atLeast);
  expect(statuses.filter((status) => !/^20[01] /.test(status))).toEqual([]);
}

/** The server is started, and `desk` means what the README says. */
function started(): Block {
  const [desk] = blocksOf('README.md').flatMap(({ text }) => /^desk\(\).*$/m.exec(text) ?? []);
  return { language: 'sh', text: `npm start\n${desk}\n` };
}

/** The files that the pages name. */
async function filesOfReader(): Promise<Record<string, Buffer | string>> {
  function item(number: number): string {
    return JSON.stringify(wireItem(1, { uri: `tag:wire.example,2026:${number}` }));
  }
  return {
    'photo.jpg': await drawing().jpeg().toBuffer(),
    'story.json': item(1),
    'wire/story.json': item(2),
    'archive.ndjson': `${item(3)}\n${item(4)}\n`,
    'cptall-en-US.json': vocabularyFile(),
    'cptall-de.json': vocabularyFile('de'),
  };
}

describe('the commands of the docs, one after the other', () => {
  it('Run it, Backup and restore, Upgrade', { timeout: 600_000 }, async () => {
    const machine = await openMachine();
    for (const version of ['0.2.0', '0.3.0']) await machine.unpack(`opt/dateline-${version}`);
    const pages = ['docs/run-it.md', 'docs/backup.md', 'docs/upgrade.md'];
    const played = await machine.play(pages.flatMap(playedOf));
    expectAnswers(played, 8);
    expect(played.said).toContain('First admin key');
  });

  it.each([
    ['README.md', 5],
    ['docs/build-a-site.md', 5],
    ['docs/post-from-a-tool.md', 5],
    ['docs/keys.md', 1],
    ['docs/pictures.md', 1],
    ['docs/imports.md', 1],
  ])('%s', { timeout: 120_000 }, async (page, atLeast) => {
    const machine = await openMachine({ SEED: 'samples' });
    const folder = await machine.unpack('opt/dateline');
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    for (const [name, content] of Object.entries(await filesOfReader())) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    // What the README says before is how this server was installed.
    const asked = playedOf(page).filter(
      ({ text }) => page !== 'README.md' || text.includes('localhost:3000/v1'),
    );
    expectAnswers(await machine.play([started(), ...asked], folder), atLeast);
  });

  it('leaves out few blocks, each with its reason', () => {
    const pages = readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []));
    const reasons = pages.flatMap((page) => blocksOf(page).flatMap(({ notPlayed }) => notPlayed ?? []));
    expect(reasons.toSorted()).toEqual([
      'it makes a user of the machine',
      'it needs Docker; `.ci/compose-steps` plays what it starts',
      'it needs Docker; `.ci/docker-steps` plays the Dockerfile',
      'it needs Litestream and a bucket',
      'it needs a server of PostgreSQL',
      'it needs a server of PostgreSQL',
      'it needs a server of PostgreSQL; `tests/long/postgres/copy.test.ts` plays it',
      'it needs a version with another schema; `tests/long/lifecycle/upgrade.test.ts` goes back with one',
      'it opens a shell',
    ]);
  });
});
