/** A real S3-compatible server on this machine, with an empty bucket; it can be stopped and started, and is stopped after. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import { onTestFinished } from 'vitest';

export async function openBucket() {
  const directory = await mkdtemp(join(tmpdir(), 'dateline-bucket-'));
  let port = 0;
  let stop: () => Promise<void>;
  async function start(): Promise<void> {
    const server = new S3rver({
      port,
      address: '127.0.0.1',
      silent: true,
      directory,
      configureBuckets: [{ name: 'pictures', configs: [] }],
    });
    ({ port } = await server.run());
    let running = true;
    stop = async () => {
      if (running) await server.close();
      running = false;
    };
  }
  await start();
  onTestFinished(async () => {
    await stop();
    await rm(directory, { recursive: true, force: true });
  });
  return {
    start,
    stop: () => stop(),
    endpoint: `http://127.0.0.1:${port}/pictures`,
    region: 'us-east-1',
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
  };
}
