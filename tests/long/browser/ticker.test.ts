import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openProcess, type Newsroom } from '../../steady/server-process.ts';
import { chromiumPath, openBrowser } from './chromium.ts';

/** A page as a site would write one: it follows the stream by `EventSource`, and notes what it is told. */
function ticker(address: string): string {
  return `<!doctype html><title>Ticker</title><ul id="live"></ul><script>
    window.told = [];
    window.opened = 0;
    const events = new EventSource('${address}/v1/stream');
    const live = document.getElementById('live');
    events.addEventListener('open', () => (window.opened += 1));
    events.addEventListener('change', ({ data, lastEventId }) => {
      const change = JSON.parse(data);
      window.told.push([change.kind, change.action, change.id, lastEventId]);
      if (change.kind !== 'article') return;
      let line = document.getElementById(change.id);
      if (change.action === 'removed') return line?.remove();
      if (!line) live.append((line = Object.assign(document.createElement('li'), { id: change.id })));
      line.textContent = change.article?.headline ?? '';
    });
  </script>`;
}

async function openTicker(newsroom: Newsroom) {
  const site = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(ticker(newsroom.address)),
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
    const page = await openTicker(newsroom);
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
});
