import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openProcess, type Newsroom } from '../../steady/server-process.ts';
import { hasNginx, nginxBefore } from '../../support/nginx.ts';
import { chromiumPath, openBrowser } from './chromium.ts';

/** A page as a site would write one, and as docs/changes.md says it: it notes what it is told. */
function ticker(address: string): string {
  return `<!doctype html><title>Ticker</title><ul id="live"></ul><script>
    window.told = [];
    window.opened = 0;
    window.gaveUp = 0;
    const live = document.getElementById('live');
    function show({ kind, action, id, article }) {
      if (kind !== 'article') return;
      let line = document.getElementById(id);
      if (action === 'removed') return line?.remove();
      if (!line) live.append((line = Object.assign(document.createElement('li'), { id })));
      line.textContent = article?.headline ?? '';
    }
    function follow(after) {
      const events = new EventSource('${address}/v1/stream?after=' + after);
      events.addEventListener('open', () => (window.opened += 1));
      events.addEventListener('change', ({ data, lastEventId }) => {
        const change = JSON.parse(data);
        window.told.push([change.kind, change.action, change.id, lastEventId]);
        after = lastEventId;
        show(change);
      });
      events.addEventListener('error', () => {
        if (events.readyState !== EventSource.CLOSED) return;
        window.gaveUp += 1;
        setTimeout(() => follow(after), 1000);
      });
    }
    fetch('${address}/v1/changes').then(async (answer) => follow((await answer.json()).page.next));
  </script>`;
}

async function openTicker(address: string) {
  const site = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(ticker(address)),
  ).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const browser = await openBrowser();
  onTestFinished(async () => {
    await browser.close();
    site.close();
  });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  await page.waitForFunction('window.opened === 1');
  return page;
}

/** Sends a request of the desk, and gives what is answered. */
async function desk(newsroom: Newsroom, method: string, path: string, body: object, etag?: string) {
  const answer = await fetch(`${newsroom.address}/v1/desk${path}`, {
    method,
    headers: {
      authorization: `Bearer ${newsroom.secret}`,
      'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
      ...(etag !== undefined && { 'if-match': etag }),
    },
    body: JSON.stringify(body),
  });
  expect([path, answer.status]).toEqual([path, expect.toBeOneOf([200, 201])]);
  return (await answer.json()) as { id: string; etag: string };
}

async function publish(newsroom: Newsroom, headline: string) {
  const { id, etag } = await desk(newsroom, 'POST', '/articles', { headline, bodyText: 'One.' });
  return desk(newsroom, 'POST', `/articles/${id}/publish`, {}, etag);
}

describe.skipIf(!chromiumPath)('a ticker in Chromium', () => {
  it('shows a publication, a correction and a kill live, and misses none over restarts', async () => {
    const newsroom = await openProcess({ SEED: 'none' });
    onTestFinished(newsroom.clear);
    await newsroom.start();
    const page = await openTicker(newsroom.address);
    const lines = page.locator('#live li');
    // Cut before anything was told: what comes out meanwhile is told all the same.
    await newsroom.stop();
    await newsroom.start();
    const first = await publish(newsroom, 'Buses');
    await lines.getByText('Buses').waitFor();

    const patched = await desk(newsroom, 'PATCH', `/articles/${first.id}`, { headline: 'Trams' }, first.etag);
    const change = { kind: 'correction', text: 'They are trams.', material: true };
    const corrected = await desk(newsroom, 'POST', `/articles/${first.id}/publish`, { change }, patched.etag);
    await lines.getByText('Trams').waitFor();

    await newsroom.kill();
    await newsroom.start();
    const second = await publish(newsroom, 'Ferries');
    await desk(
      newsroom,
      'POST',
      `/articles/${first.id}/kill`,
      { reason: 'Forged.', notice: 'Removed.' },
      corrected.etag,
    );
    await lines.getByText('Ferries').waitFor();
    await expect.poll(() => lines.allInnerTexts(), { timeout: 30_000 }).toEqual(['Ferries']);

    const told = await page.evaluate<string[][]>('window.told');
    expect(told.map(([kind, action, id]) => [kind, action, id])).toEqual([
      ['article', 'upserted', first.id],
      ['article', 'upserted', first.id],
      ['correction', 'upserted', expect.any(String)],
      ['article', 'upserted', second.id],
      ['article', 'removed', first.id],
    ]);
    const { data } = (await (await fetch(`${newsroom.address}/v1/changes?after=${told[0]![3]}`)).json()) as {
      data: { cursor: string }[];
    };
    expect(data.map(({ cursor }) => cursor)).toEqual(told.slice(1).map(([, , , cursor]) => cursor));
  }, 120_000);

  it.skipIf(!hasNginx())(
    'misses nothing where a proxy answers in place of the server',
    async () => {
      const newsroom = await openProcess({ SEED: 'none', LOG_LEVEL: 'info' });
      onTestFinished(newsroom.clear);
      await newsroom.start();
      const page = await openTicker(await nginxBefore(newsroom.address));
      const lines = page.locator('#live li');
      await publish(newsroom, 'Buses');
      await lines.getByText('Buses').waitFor();
      await newsroom.kill();
      await page.waitForFunction('window.gaveUp > 0');
      await newsroom.start();
      await publish(newsroom, 'Ferries');
      await lines.getByText('Ferries').waitFor();
      const told = await page.evaluate<string[][]>('window.told');
      expect(told.map(([kind, action]) => [kind, action])).toEqual(Array(2).fill(['article', 'upserted']));
      expect(newsroom.output()).not.toContain('Warning');
    },
    120_000,
  );
});
