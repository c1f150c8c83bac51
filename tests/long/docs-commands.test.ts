import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { givenFolder, startDateline } from '../support/processes.ts';

/** The first commands of a page. */
function commandsOf(page: string): string {
  const text = readFileSync(new URL(`../../docs/${page}.md`, import.meta.url), 'utf8');
  return /^```sh\n([^]*?)^```$/m.exec(text)![1]!;
}

// Each command prints its status alone.
const shell = `
curl() { command curl -s -o /dev/null -w '%{http_code}\\n' "$@"; }
desk() { curl -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' "$@"; }
`;

describe('the commands of the docs, one after the other', () => {
  it.each(['build-a-site', 'post-from-a-tool'])('%s', async (page) => {
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
    expect(told.length).toBeGreaterThan(5);
    expect(told.filter((status) => !/^20[01]$/.test(status))).toEqual([]);
  });
});
