import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { givenFolder, startDateline } from '../support/processes.ts';

/** The commands of a page for a server that runs, one after the other. */
function commandsOf(path: string): string {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, commands]) => commands!);
  return blocks.filter((commands) => commands.includes('localhost:3000/v1')).join('\n');
}

// Each command prints its status alone.
const shell = `
curl() { command curl -s -o /dev/null -w '%{http_code}\\n' "$@"; }
desk() { curl -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' "$@"; }
`;

describe('the commands of the docs, one after the other', () => {
  it.each(['README.md', 'docs/build-a-site.md', 'docs/post-from-a-tool.md'])('%s', async (page) => {
    const dateline = startDateline({ DATA_DIR: await givenFolder(), SEED: 'samples' });
    const { host } = await dateline.address();
    const [key = ''] = /dl_\w+/.exec(dateline.said()) ?? [];
    const commands = commandsOf(page)
      .replace(/^(?:export|alias) .*$/gm, '')
      .replaceAll('localhost:3000', host);
    const { stdout } = await promisify(execFile)('bash', ['-c', shell + commands], {
      env: { ...process.env, KEY: key },
    });
    const told = stdout.trim().split('\n');
    expect(told.length).toBeGreaterThan(4);
    expect(told.filter((status) => !/^20[01]$/.test(status))).toEqual([]);
  });
});
