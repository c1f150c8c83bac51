import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from '../../support/listening.ts';
import { givenFolder } from '../../support/processes.ts';
import { copyShipped } from '../../support/shipped.ts';
import type { Block } from './blocks.ts';

const words = new URL('machine.sh', import.meta.url);

/** What a block printed, and the statuses of what its `curl` asked. */
export type Played = { said: string; statuses: string[] };

/**
 * A machine for the commands of pages: a folder that stands for its root, ports of its own, and in place of systemd and
 * other parts of the system the words of machine.sh. Everything else is what a reader has: bash, npm, curl, nginx.
 */
export async function openMachine(settings: Record<string, string> = {}) {
  const root = await givenFolder();
  // Another disk, as the docs say.
  const otherDisk = await mkdtemp('/dev/shm/dateline-mnt-');
  onTestFinished(() => rm(otherDisk, { recursive: true, force: true, maxRetries: 5 }));
  await symlink(otherDisk, join(root, 'mnt'));
  const ports = new Map<string, number>();
  for (const port of ['3000', '9464', '443', '80']) ports.set(port, await freePort());

  function asHere(text: string): string {
    return text
      .replaceAll(/(?<![\w.:/}])\/(?=(?:opt|etc|var|mnt)\/)/g, `${root}/`)
      .replaceAll(
        /(localhost:|127\.0\.0\.1:|METRICS_PORT=)(3000|9464)/g,
        (_, before: string, port) => `${before}${ports.get(port)}`,
      )
      .replaceAll(
        /^( *listen )(80|443)\b/gm,
        (_, before: string, port) => `${before}127.0.0.1:${ports.get(port)}`,
      );
  }

  /** Puts what ships to `path`, without packages: `npm ci` brings them. */
  async function unpack(path: string): Promise<string> {
    const folder = join(root, path);
    await copyShipped(folder);
    for (const name of ['package-lock.json', '.npmrc']) await copyFile(resolve(name), join(folder, name));
    return folder;
  }

  /** Plays blocks in one shell: files are written, commands run one after the other, and each must succeed. */
  async function play(blocks: Block[], folder = root): Promise<Played> {
    const steps: string[] = [];
    for (const { text, file, language } of blocks) {
      const path = file && join(root, file);
      if (language === 'sh') steps.push(asHere(text).replaceAll(/^export KEY=.*$/gm, ''));
      else if (path) {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(`${path}.block`, asHere(text));
        steps.push(`mv '${path}.block' '${path}'`);
      }
    }
    const script = join(root, 'commands.sh');
    await writeFile(script, `${await readFile(words, 'utf8')}\n${steps.join('\n')}`);
    const shell = spawn('bash', [script], {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ROOT: root,
        DATA_DIR: join(root, 'data'),
        REPOSITORY: resolve('.'),
        PORT: String(ports.get('3000')),
        HTTP_PORT: String(ports.get('80')),
        HTTPS_PORT: String(ports.get('443')),
        ...settings,
      },
    });
    onTestFinished(() => {
      try {
        process.kill(-shell.pid!, 'SIGKILL');
      } catch {
        // All have ended.
      }
    });
    let [out, said] = ['', ''];
    shell.stdout.on('data', (chunk) => (out += String(chunk)));
    shell.stderr.on('data', (chunk) => (said += String(chunk)));
    const [code] = (await once(shell, 'close')) as [number | null];
    if (code !== 0) throw new Error(`A command failed:\n${out}\n${said}`);
    const told = said.matchAll(/^curl: answered (\d+) (.*)$/gm);
    return { said: out + said, statuses: [...told].map(([, status, url]) => `${status} ${url}`) };
  }

  return { root, play, unpack, port: ports.get('3000')! };
}
