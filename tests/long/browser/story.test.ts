import { describe, expect, it, onTestFinished } from 'vitest';
import { openHouse } from '../../support/house.ts';
import { listen } from '../../support/listening.ts';
import { settings } from '../../support/settings.ts';
import { chromiumPath, openBrowser } from './chromium.ts';

/** A folder for pictures of the pages, for whoever wants to look. */
const pictures = process.env['SCREENSHOTS'];

type Story = {
  headline: string;
  locale: string;
  bodyHtml: string;
  leadMedia: { altText: string; caption: string };
};

/** Opens a story's HTML in a page of a site, as it comes from a listening server. */
async function openStory(slug: string, locale: string) {
  const house = await openHouse();
  const address = await listen(house.app);
  const answer = await fetch(`${address}/v1/articles/${slug}?locale=${locale}&body=html`);
  const story = (await answer.json()) as Story;
  const feed = (await (await fetch(`${address}/feeds/locales/${locale}/feed.json`)).json()) as {
    items: { title: string; content_html: string }[];
  };
  const item = feed.items.find(({ title }) => title === story.headline)!;
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 900, height: 1200 } });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  // The server tells the addresses of its settings; in this test it listens elsewhere.
  const here = item.content_html.replaceAll(settings.site.publicUrl, address);
  await page.route('**/page', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><html lang="${story.locale}"><meta charset="utf-8"><title>${story.locale}</title>
        <style>body{max-width:42rem;margin:2rem auto;font:18px/1.6 serif}img{max-width:100%;height:auto}</style>
        <article><h1></h1>${here}</article></html>`,
    }),
  );
  await page.goto(`${address}/page`);
  await page.locator('h1').evaluate((element, text) => (element.textContent = text), story.headline);
  await page.evaluate(
    `Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))`,
  );
  if (pictures) await page.screenshot({ path: `${pictures}/story-${locale}-${slug}.png`, fullPage: true });
  return { page, story, complaints };
}

describe.skipIf(!chromiumPath)('a story’s HTML in Chromium', () => {
  it.each([
    [
      'japans-kishida-considers-joining-nato-summit-sources',
      'en',
      'Moscow has called its action a special operation.',
    ],
    ['every-block', 'en', 'A note is a box beside the text.'],
    ['mihon-atarashii-hodokyo', 'ja', '最初に渡ったのは一匹の犬だった。'],
  ])(
    'shows %s (%s) as it was written: its words, its picture, what stands for it and below it',
    async (slug, locale, words) => {
      const { page, story, complaints } = await openStory(slug, locale);
      expect(await page.locator('html').getAttribute('lang')).toBe(locale);
      expect(await page.locator('article').innerText()).toContain(words);
      // What a reader who sees no pictures is told.
      const image = page.getByRole('img', { name: story.leadMedia.altText, exact: true }).first();
      expect(
        await image.evaluate((element) => (element as unknown as { naturalWidth: number }).naturalWidth),
      ).toBeGreaterThan(0);
      expect(await page.locator('figure figcaption').first().innerText()).toContain(story.leadMedia.caption);
      const silent = await page.locator('img:not([alt])').count();
      expect([silent, complaints]).toEqual([0, []]);
      for (const text of await page.locator('article p').allInnerTexts())
        expect(text).not.toMatch(/&\w+;|<\w+/);
    },
  );
});
