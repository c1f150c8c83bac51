import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../support/listening.ts';

const run = promisify(execFile);
const env = {
  PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
  HOME: process.env['HOME'],
  ASTRO_TELEMETRY_DISABLED: '1',
};

/** The settings of the network, such as the certificates that npm trusts, are the machine's; those of npm are the site's. */
const npm = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'))),
  ...env,
};

/** Without what was built and installed in the site itself. */
const asCloned = {
  recursive: true,
  filter: (path: string) => !/site\/(dist|\.astro)$|\/node_modules$/.test(path),
};

export type Running = Awaited<ReturnType<typeof startSite>>;

/** Installs the example site in a folder of its own and starts it beside a seeded server, as its README says. */
export async function startSite() {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-site-'));
  const site = join(folder, 'examples/site');
  for (const part of ['packages/client', 'examples/site', 'openapi.yaml', 'package.json', 'tsconfig.json'])
    await cp(resolve(part), join(folder, part), asCloned);
  await buildClient(folder);
  const { stdout, stderr } = await run('npm', ['ci'], { cwd: site, env: npm });
  const checked = await run('npm', ['run', 'check'], { cwd: site, env });
  const [apiPort, sitePort] = [await freePort(), await freePort()];
  const [api, address] = [`http://localhost:${apiPort}`, `http://localhost:${sitePort}`];
  const dateline = begin(process.execPath, [resolve('bin/dateline.js')], {
    ...{ PORT: String(apiPort), DATA_DIR: join(folder, 'data') },
    SITE_URL: `${address}/{locale}/stories/{slug}`,
    PREVIEW_URL: `${address}/preview/{token}`,
  });
  const [, key] = await dateline.says(/\(shown once\): (dl_\S+)[^]*serves at/);
  const access = { authorization: `Bearer ${key!}` };
  const pages = begin('npm', ['start'], { PORT: String(sitePort), DATELINE_URL: api }, site);
  await pages.says(/listening on/);
  return {
    /** What npm said about the packages, and what the check of the types found. */
    installed: stdout + stderr,
    checked: checked.stdout,
    api,
    address,
    /** The header of an admin. */
    key: access,
    /** Asks the desk, as an admin. */
    async desk(path: string, body: unknown, etag?: string) {
      const answer = await fetch(`${api}/v1/desk${path}`, {
        method: 'POST',
        headers: {
          ...{ ...access, 'content-type': 'application/json' },
          ...(etag !== undefined && { 'if-match': etag }),
        },
        body: JSON.stringify(body),
      });
      return { etag: answer.headers.get('etag')!, body: (await answer.json()) as Record<string, string> };
    },
    stopDateline: () => dateline.stop(),
    async stop() {
      await Promise.all([dateline.stop(), pages.stop()]);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Builds the client in the copy: other tests read the one in the project. The packages that this takes are not left to the site. */
async function buildClient(folder: string): Promise<void> {
  const packages = join(folder, 'node_modules');
  await symlink(resolve('node_modules'), packages);
  await run('npm', ['run', 'build'], { cwd: folder });
  await rm(packages);
}

function begin(program: string, args: string[], settings: Record<string, string>, cwd?: string) {
  // A group of its own, since npm passes no signals on.
  const child = spawn(program, args, { cwd, env: { ...env, ...settings }, detached: true });
  const ended = once(child, 'close');
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  return {
    says(words: RegExp): Promise<RegExpExecArray> {
      return new Promise((resolve, reject) => {
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        child.on('close', () => reject(new Error(`${program} ended: ${said}`)));
        look();
        function look(): void {
          const found = words.exec(said);
          if (found) resolve(found);
        }
      });
    },
    async stop(): Promise<void> {
      end(child);
      await ended;
    },
  };
}

function end({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
}
