import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from './listening.ts';

/** Whether nginx is installed; says so where it is not. */
export function hasNginx(): boolean {
  try {
    execFileSync('nginx', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    console.log('Nothing is asked through nginx: it is not installed here.');
    return false;
  }
}

/** nginx as it is after its installation, with one place that leads on to a server, which answers already. */
export async function nginxBefore(base: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-nginx-'));
  const port = await freePort();
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/pid; error_log stderr;
events {}
http { access_log off; ${paths.join(' ')} server { listen 127.0.0.1:${port}; location / { proxy_pass ${base}; } } }`,
  );
  const nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], {
    stdio: 'ignore',
  });
  onTestFinished(async () => {
    nginx.kill();
    await once(nginx, 'exit');
    await rm(folder, { recursive: true });
  });
  const proxy = `http://127.0.0.1:${port}`;
  for (;;) {
    const isUp = await fetch(`${proxy}/health/live`).then(
      () => true,
      () => false,
    );
    if (isUp) return proxy;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
