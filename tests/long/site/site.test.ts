import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { chromiumPath, openBrowser } from '../browser/chromium.ts';
import { startSite, type Running } from './running.ts';

/** A folder for pictures of the pages, for whoever wants to look. */
const pictures = process.env['SCREENSHOTS'];

const kishida = '/en/stories/japans-kishida-considers-joining-nato-summit-sources';
const bridge = '/en/stories/new-bridge-opens-in-sampleville';

describe.skipIf(!chromiumPath)('the example site beside a seeded server, in Chromium', () => {
  let site: Running;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite(), openBrowser()]);
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await site.stop();
  });

  /** Opens a page of the site; `complaints` is what the browser has against it. */
  async function open(path: string, width = 1440) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    onTestFinished(() => page.close());
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => complaints.push(message.text()));
    const answer = (await page.goto(site.address + path))!;
    return { page, answer, complaints };
  }

  it('installs without warnings, and fits the types', () => {
    expect(site.installed).not.toMatch(/warn/i);
    expect(site.checked).toMatch(/- 0 errors\s+- 0 warnings/);
  });

  it.each([
    ['front', '/en', 'en'],
    ['front-ja', '/ja', 'ja'],
    ['front-fr', '/fr', 'fr'],
    ['section', '/en/sections/world', 'en'],
    ['section-ja', '/ja/sections/europe', 'ja'],
    ['topic', '/en/topics/nato', 'en'],
    ['kishida', kishida, 'en'],
    ['bridge', bridge, 'en'],
    ['blocks', '/en/stories/every-block', 'en'],
    ['story-ja', '/ja/stories/mihon-atarashii-hodokyo', 'ja'],
    ['agency', '/en/agencies/reuters', 'en'],
    ['byline', '/en/bylines/alex-sample', 'en'],
    ['search', '/en/search?q=bridge', 'en'],
    ['search-ja', '/ja/search?q=歩道橋', 'ja'],
    ['corrections', '/en/corrections', 'en'],
  ])('shows %s on wide and narrow screens: pictures load and are described', async (name, path, locale) => {
    for (const width of [1440, 390]) {
      const { page, answer, complaints } = await open(path, width);
      expect([answer.status(), await page.locator('html').getAttribute('lang')]).toEqual([200, locale]);
      expect(await failedPictures(page)).toEqual([]);
      if (pictures) await page.screenshot({ path: `${pictures}/site-${name}-${width}.png`, fullPage: true });
      expect(await page.locator('h1').count()).toBe(1);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(complaints).toEqual([]);
      // Light pages: no script, and the HTML under 60 kB.
      expect(await page.locator('script:not([type="application/ld+json"])').count()).toBe(0);
      expect((await answer.body()).length).toBeLessThan(60_000);
    }
  });

  it('gives a story its caption, credit, correction, agency and what search engines ask for', async () => {
    const { page } = await open('/en/stories/library-extends-its-evening-hours');
    expect(await page.locator('.correction').innerText()).toContain(
      'The library closes at 9 p.m. on Thursdays',
    );
    const { page: other } = await open(bridge);
    expect(await other.locator('.story > figure figcaption').innerText()).toBe(
      'Sample picture: the new footbridge over the harbour of Sampleville. Sample picture',
    );
    const { page: check } = await open('/en/stories/the-bridge-does-not-glow');
    expect(await check.locator('section .card img').count()).toBe(1);
    const head = other.locator('head');
    expect(await head.locator('link[rel=canonical]').getAttribute('href')).toBe(site.address + bridge);
    const languages = head.locator('link[hreflang]');
    expect(
      await languages.evaluateAll((links) => links.map((link) => link.getAttribute('hreflang'))),
    ).toEqual(['en', 'fr', 'ja']);
    const jsonLd = JSON.parse(await head.locator('script').innerText());
    expect(jsonLd).toMatchObject({ '@type': 'NewsArticle', url: site.address + bridge });
    const rss = await head.locator('link[type="application/rss+xml"]').getAttribute('href');
    expect(await (await fetch(rss!)).text()).toContain(site.address + bridge);
    await other.getByRole('link', { name: 'Sampleville Courier', exact: true }).last().click();
    expect(new URL(other.url()).pathname).toBe('/en/agencies/sampleville-courier');
  });

  it('leads from a story to its translation, and from there to sections in that language', async () => {
    const { page, complaints } = await open(bridge);
    await page.getByRole('link', { name: '日本語' }).click();
    expect(await page.locator('h1').innerText()).toBe('見本:サンプルビルに新しい歩道橋が開通');
    await page.getByRole('link', { name: '世界' }).first().click();
    expect([await page.locator('h1').innerText(), complaints]).toEqual(['世界', []]);
  });

  it('finds stories by the form on every page', async () => {
    const { page } = await open('/en');
    await page.getByRole('searchbox').fill('meteors');
    await page.getByRole('searchbox').press('Enter');
    await page.getByRole('link', { name: 'Sample: When to See the August Meteors' }).click();
    expect(new URL(page.url()).pathname).toBe('/en/stories/when-to-see-the-august-meteors');
  });

  it('says of a story that was taken back why, of a wrong address that it is wrong, and that neither is kept', async () => {
    for (const [path, status, words] of [
      ['/en/stories/clock-tower-to-be-moved', 410, 'There is no plan to move the clock tower.'],
      ['/en/stories/none', 404, 'This page does not exist'],
      ['/xx', 404, 'This page does not exist'],
      ['/en/sections/none', 404, 'This page does not exist'],
      ['/en?cursor=wrong', 404, 'This page does not exist'],
      ['/preview/dlp_wrong', 404, 'The preview link is wrong, has expired or was revoked.'],
    ] as const) {
      const { page, answer } = await open(path);
      expect([path, answer.status(), answer.headers()['cache-control']]).toEqual([path, status, 'no-store']);
      expect(await page.locator('main').innerText()).toContain(words);
    }
  });

  it('leads from other addresses of a story to its own', async () => {
    const { id } = (await (await fetch(`${site.api}/v1/articles/every-block`)).json()) as { id: string };
    for (const [path, to] of [
      ['/', '/en'],
      [`/en/stories/${id}`, '/en/stories/every-block'],
    ]) {
      const answer = await fetch(site.address + path!, { redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([path === '/' ? 302 : 301, to]);
    }
  });

  it('may be cached for as long as what it was made from', async () => {
    const first = await fetch(site.address + kishida);
    // The alerts, which are on every page, have the shortest time.
    expect(first.headers.get('cache-control')).toBe(
      'public, max-age=2, s-maxage=5, stale-while-revalidate=2',
    );
    expect(first.headers.get('surrogate-key')?.split(' ')).toEqual(
      expect.arrayContaining(['alerts', 'sections', 'articles', '9c5w6y7z']),
    );
    const headers = { 'if-none-match': first.headers.get('etag')! };
    expect((await fetch(site.address + kishida, { headers })).status).toBe(304);
  });

  it('shows a draft by its link and says so, and the story once it is published', async () => {
    const { body: story, etag } = await site.desk('/articles', {
      ...{ headline: 'Ferry Returns to Sampleville', section: 'world', agency: 'sampleville-courier' },
      ...{ leadMedia: { media: 'media_01g4q9c8g0fgrt8ry6wvcfpay3' }, bodyMarkdown: 'It **is back**.' },
    });
    const { body: link } = await site.desk(`/articles/${story['id']!}/previews`, {});
    expect(link['url']).toMatch(`${site.address}/preview/dlp_`);
    const { page, answer, complaints } = await open(new URL(link['url']!).pathname);
    expect(await page.locator('h1').innerText()).toBe('Ferry Returns to Sampleville');
    expect(await page.getByRole('status').innerText()).toMatch(/Preview.*This is a draft and not public/is);
    expect(answer.headers()).toMatchObject({
      ...{
        'cache-control': 'no-store',
        'x-robots-tag': 'noindex, nofollow',
        'referrer-policy': 'no-referrer',
      },
    });
    expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex, nofollow');
    expect(await page.locator('link[rel=canonical], script').count()).toBe(0);
    expect([await failedPictures(page), complaints]).toEqual([[], []]);
    if (pictures) await page.screenshot({ path: `${pictures}/site-preview.png`, fullPage: true });

    const path = `/en/stories/${story['slug']!}`;
    expect((await fetch(site.address + path)).status).toBe(404);
    await site.desk(`/articles/${story['id']!}/publish`, {}, etag);
    expect((await fetch(site.address + path)).status).toBe(200);
    const renamed = {
      patch: { slug: 'ferry-is-back' },
      change: { kind: 'update', text: 'The ferry is back.' },
    };
    const live = await fetch(`${site.api}/v1/desk/articles/${story['id']!}`, { headers: site.key });
    await site.desk(`/articles/${story['id']!}/publish`, renamed, live.headers.get('etag')!);
    const { page: moved } = await open(path);
    expect(new URL(moved.url()).pathname).toBe('/en/stories/ferry-is-back');
    const { page: front } = await open('/en');
    expect(await front.locator('main').innerText()).toContain('Ferry Returns to Sampleville');
  });

  it('says so where Dateline does not answer', async () => {
    await site.stopDateline();
    const { page, answer } = await open('/en');
    expect([answer.status(), answer.headers()['retry-after']]).toEqual([503, '60']);
    expect(await page.locator('h1').innerText()).toBe('The news is not available at the moment');
  });
});

/** The addresses of pictures that did not load or that nothing describes. */
function failedPictures(page: Page): Promise<string[]> {
  return page.evaluate(`Promise.all(
    [...document.images].map(async (image) => {
      image.loading = 'eager';
      await image.decode().catch(() => undefined);
      return image.naturalWidth > 0 && image.hasAttribute('alt') ? [] : [image.currentSrc];
    }),
  ).then((lists) => lists.flat())`);
}
