import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeKey } from '../../../src/access/key.ts';
import { givenFolder, startDateline } from '../../support/processes.ts';
import { familiesIn, startWithMetrics } from '../../metrics/scrape.ts';

describe('the metrics', () => {
  it('count answers by route, those of the cache too', async () => {
    const dateline = startWithMetrics({ DATA_DIR: await givenFolder() });
    const address = await dateline.address();
    for (let asked = 0; asked < 3; asked += 1) await ask(new URL('/v1/articles', address));
    await ask(new URL('/v1/articles/no-such-story', address));
    await expect
      .poll(async () => samplesOf(await dateline.scrape(), 'dateline_http_requests_total'))
      .toEqual([
        ['route="/v1/articles",method="GET",status="200"', 3],
        ['route="/v1/articles/:article",method="GET",status="404"', 1],
      ]);
    const scrape = await dateline.scrape();
    expect(samplesOf(scrape, 'dateline_cache_answers_total')).toEqual([
      ['result="hit"', 2],
      ['result="revalidated"', 0],
      ['result="collapsed"', 0],
      ['result="stale"', 0],
      ['result="miss"', 2],
      ['result="bypass"', 0],
    ]);
    const times = samplesOf(scrape, 'dateline_http_request_seconds');
    function timesOf(name: string): number {
      return times.find(([labels]) => labels === `le="+Inf",class="${name}"`)?.[1] ?? 0;
    }
    // A hit waits in its class, too, when somebody has just written.
    expect(timesOf('public') + timesOf('ready')).toBe(4);
    await expect
      .poll(async () => {
        await ask(new URL('/v1/articles', address));
        return samplesOf(await dateline.scrape(), 'dateline_http_request_seconds').map(([labels]) => labels);
      })
      .toContain('class="ready"');
  });

  it('hold nothing that a client sent', async () => {
    const canary = 'c4n4ry';
    const { secret } = makeKey();
    const dateline = startWithMetrics({ DATA_DIR: await givenFolder(), ADMIN_API_KEY: secret });
    const address = await dateline.address();
    const authorization = `Bearer ${secret}`;
    const headers = {
      ...{ authorization, cookie: canary, 'user-agent': canary, 'idempotency-key': canary },
      ...{ 'x-request-id': canary, host: `${canary}.example`, 'x-forwarded-for': canary },
    };
    for (const path of [
      `/v1/articles/${canary}`,
      `/${canary}`,
      `/v1/articles?${canary}=1`,
      `/v1/previews/${canary}`,
    ])
      await ask(new URL(path, address), { headers });
    const body = JSON.stringify({ kind: 'wire', name: canary, slug: canary });
    const json = { ...headers, 'content-type': 'application/json' };
    for (let asked = 0; asked < 2; asked += 1)
      await ask(new URL('/v1/desk/agencies', address), { method: 'POST', headers: json, body });
    await ask(new URL('/v1/desk/agencies', address), { headers: { authorization: `Bearer ${canary}` } });
    await sayOnSocket(address, `${canary} /${canary} HTTP/1.1\r\n\r\n`);
    await sayOnSocket(
      address,
      `PROPFIND /${canary} HTTP/1.1\r\nHost: ${canary}\r\nConnection: close\r\n\r\n`,
    );
    await expect
      .poll(async () => samplesOf(await dateline.scrape(), 'dateline_http_requests_total'))
      .toContainEqual(['route="none",method="other",status="501"', 1]);
    const scrape = await dateline.scrape();
    expect(samplesOf(scrape, 'dateline_idempotency_replays_total')).toEqual([['', 1]]);
    expect(samplesOf(scrape, 'dateline_http_refused_sockets_total')).toEqual([['', 1]]);
    expect(scrape).not.toMatch(new RegExp(`${canary}|${secret}|dl_|127\\.0\\.0\\.1`, 'i'));
  });

  it('say when the newest backup was made', async () => {
    const backups = join(await givenFolder(), 'backups');
    const dateline = startWithMetrics({
      DATA_DIR: await givenFolder(),
      BACKUP_TO: backups,
      BACKUP_EVERY: '6h',
    });
    await expect
      .poll(async () => samplesOf(await dateline.scrape(), 'dateline_backups_total'), { timeout: 20_000 })
      .toEqual([['', 1]]);
    const scrape = await dateline.scrape();
    expect(samplesOf(scrape, 'dateline_backup_interval_seconds')).toEqual([['', 6 * 3600]]);
    const [[, at] = []] = samplesOf(scrape, 'dateline_backup_last_timestamp_seconds');
    const [[, startedAt] = []] = samplesOf(scrape, 'process_start_time_seconds');
    expect(at).toBeGreaterThanOrEqual(startedAt!);
  });

  it('are served while the server stops', async () => {
    const dateline = startWithMetrics({ DATA_DIR: await givenFolder(), STOP_DELAY: '30' });
    const ready = new URL('/health/ready', await dateline.address());
    await dateline.scrape();
    dateline.child.kill('SIGTERM');
    await expect.poll(async () => (await fetch(ready)).status).toBe(503);
    expect(familiesIn(await dateline.scrape()).size).toBeGreaterThan(40);
  });

  it('are at /metrics alone', async () => {
    const dateline = startWithMetrics({ DATA_DIR: await givenFolder() });
    const address = await dateline.metricsAddress();
    expect((await fetch(new URL('/', address))).status).toBe(404);
    expect((await fetch(address, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${address}?debug=1`)).headers.get('content-type')).toMatch('version=0.0.4');
    expect((await fetch(new URL('/metrics', await dateline.address()))).status).toBe(404);
  });

  it('say which setting is wrong when their port is taken', async () => {
    const other = startWithMetrics({ DATA_DIR: await givenFolder() });
    const { port } = new URL(await other.metricsAddress());
    const dateline = startDateline({ DATA_DIR: await givenFolder(), METRICS_PORT: port });
    expect(await dateline.ended).toBe(1);
    expect(dateline.said()).toContain(
      `Dateline cannot listen at METRICS_PORT=${port} and METRICS_HOST=127.0.0.1: `,
    );
  });
});

function samplesOf(scrape: string, name: string): [labels: string, value: number][] {
  return familiesIn(scrape).get(name)?.samples ?? [];
}

async function ask(url: URL, how: RequestInit = {}): Promise<void> {
  await (await fetch(url, how)).arrayBuffer();
}

/** Sends bytes, and waits until the server has closed the connection. */
async function sayOnSocket({ hostname, port }: URL, bytes: string): Promise<void> {
  const socket = connect(Number(port), hostname);
  socket.resume().write(bytes);
  await new Promise((resolve) => socket.once('close', resolve));
}
