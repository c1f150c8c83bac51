import { describe, expect, it, onTestFinished } from 'vitest';
import { deskOf, type Desk } from '../../support/desk.ts';
import { givenPicture } from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';
import { chromiumPath, openBrowser } from './chromium.ts';
import { hostileAddresses, hostileTexts } from './hostile.ts';

type Forms = [name: string, html: string][];

/** A way to open texts as pages of their own, to point at all and to click on all of it: gives those in which something ran or was fetched. */
async function openEyes(): Promise<(pages: Forms) => Promise<string[]>> {
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const context = await browser.newContext();
  let fetched = false;
  await context.route('**/*', (route) => {
    if (route.request().url().includes('evil.example')) fetched = true;
    return route.abort();
  });
  await context.addInitScript('window.ran = () => { window.hasRun = true; };');
  let page = await context.newPage();
  return async function whatRuns(pages) {
    const found: string[] = [];
    for (const [name, html] of pages) {
      await page.goto('about:blank');
      fetched = false;
      await page.setContent(`<!doctype html><meta charset=utf-8><title>x</title>${html}`);
      // What leads away has run, too.
      const hasRun = await page.evaluate(touchAll).catch(() => true);
      if (!fetched && hasRun !== true) continue;
      found.push(name);
      // It may be on its way to somewhere else.
      await page.close();
      page = await context.newPage();
    }
    return found;
  };
}

const touchAll = `
  // Away from here leads no click, but what a click would run is run.
  addEventListener('click', (event) => {
    if (/^https?:/.test(event.target.closest?.('a')?.href ?? '')) event.preventDefault();
  }, true);
  for (const one of document.querySelectorAll('*')) {
    one.focus?.();
    for (const type of ['mouseover', 'focus', 'toggle']) one.dispatchEvent(new Event(type));
    one.click?.();
  }
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))).then(
    () => window.hasRun === true,
  );
`;

/** Every kind of block, with these words wherever it takes some. */
function blocksOf(text: string, media: string) {
  return [
    ...(['normal', 'h2', 'blockquote'] as const).map((style) => ({
      _type: 'block' as const,
      style,
      children: [{ _type: 'span' as const, text, marks: ['strong'] }],
    })),
    {
      _type: 'block' as const,
      listItem: 'bullet' as const,
      level: 1,
      children: [{ _type: 'span' as const, text }],
    },
    { _type: 'image' as const, media, caption: text, altText: text },
    { _type: 'gallery' as const, items: [{ _type: 'image' as const, media, caption: text, altText: text }] },
    {
      _type: 'embed' as const,
      url: 'https://video.example/1',
      provider: 'video',
      title: text,
      caption: text,
    },
    { _type: 'table' as const, caption: text, header: true, rows: [[text], [text]] },
    { _type: 'note' as const, text },
  ];
}

async function publish(desk: Desk, fields: Parameters<Desk['create']>[0]): Promise<string> {
  const { id } = await desk.create(fields);
  const { statusCode, body } = await desk.act(id, 'publish', {});
  expect([statusCode, body.slice(0, 500)]).toEqual([200, expect.any(String)]);
  await desk.patch(id, { standfirst: hostileTexts[0] });
  await desk.act(id, 'publish', { change: { kind: 'correction', text: hostileTexts.join(' ') } });
  return id;
}

async function get(house: House, path: string) {
  const answer = await house.client.get(path);
  expect([path, answer.statusCode]).toEqual([path, 200]);
  return answer;
}

/** Every form in which the story leaves that somebody may put into a page, in one. */
async function pageOf(house: House, desk: Desk, id: string): Promise<string> {
  const { bodyHtml, url } = (await get(house, `/v1/articles/${id}?body=html`)).json();
  const jsonLd = (await get(house, `/v1/articles/${id}/jsonld`)).body;
  const diff = await desk.send('GET', `/articles/${id}/diff?format=html`);
  const { html } = (await get(house, `/oembed?url=${encodeURIComponent(url)}`)).json();
  return [bodyHtml, html, diff.body, `<script type="application/ld+json">${jsonLd}</script>`].join('\n');
}

/** The forms in which the newest stories leave together, in one. */
async function pageOfLists(house: House, desk: Desk): Promise<string> {
  const feed = (await get(house, '/feeds/feed.json')).json();
  const found = await Promise.all([
    ...['al*', 'onerror', 'script*', 'words'].map((q) => get(house, `/v1/search?q=${q}`)),
    desk.send('GET', '/search?q=ran'),
  ]);
  return [
    ...feed.items.map((item: { content_html: string }) => item.content_html),
    ...found.flatMap((answer) =>
      answer
        .json<{ data: { match: { headlineHtml: string; snippetHtml: string } }[] }>()
        .data.flatMap(({ match }) => [match.headlineHtml, match.snippetHtml]),
    ),
  ].join('\n');
}

/** How many stories are published between two looks at the lists, which hold more. */
const listed = 10;

/** Looks at stories, and at the lists after every few; the lists are also to be looked at after the last. */
async function openLooker(house: House, desk: Desk) {
  const whatRuns = await openEyes();
  let count = 0;
  async function lookAtLists(): Promise<void> {
    expect(await whatRuns([['lists', await pageOfLists(house, desk)]])).toEqual([]);
  }
  async function lookAtStory(id: string, text: string): Promise<void> {
    const ran = await whatRuns([[text, await pageOf(house, desk, id)]]);
    expect([text, ran]).toEqual([text, []]);
    count += 1;
    if (count % listed === 0) await lookAtLists();
  }
  return { lookAtStory, lookAtLists };
}

describe.skipIf(!chromiumPath)('hostile words in a story, in Chromium', () => {
  it('would run if they were let', { timeout: 120_000 }, async () => {
    const whatRuns = await openEyes();
    const bare = await whatRuns(hostileTexts.map((text) => [text, `<p>${text}</p>`]));
    console.log(`${bare.length} of ${hostileTexts.length} hostile texts run where they stand bare`);
    expect(bare.length).toBeGreaterThan(15);
    const link = await whatRuns([['link', '<a href="javascript:ran()">x</a>']]);
    expect(link).toEqual(['link']);
  });

  it('run from no block of any kind, in no form', { timeout: 240_000 }, async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const { lookAtStory, lookAtLists } = await openLooker(house, desk);
    const captions = Object.fromEntries([
      ['en', { caption: hostileTexts.join(' '), altText: hostileTexts.slice(0, 12).join(' ') }],
    ]);
    const media = await givenPicture(house, { captions, creditLine: '<img src=x onerror=ran()>' });
    for (const text of hostileTexts) {
      const id = await publish(desk, {
        headline: text,
        leadMedia: { media },
        dateline: { text },
        creditLine: text,
        body: blocksOf(text, media),
      });
      await lookAtStory(id, text);
    }
    await lookAtLists();
  });

  it.each(['bodyHtml', 'bodyMarkdown'] as const)('run from no %s', { timeout: 240_000 }, async (form) => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const { lookAtStory, lookAtLists } = await openLooker(house, desk);
    const links = hostileAddresses.map((address) =>
      form === 'bodyHtml' ? `<p><a href="${address}">a link</a></p>` : `[a link](${address})`,
    );
    for (const text of [...hostileTexts, ...links]) {
      const body =
        form === 'bodyHtml' ? `<p>Words.</p>${text}<p>${text}</p>` : `Words.\n\n${text}\n\n> ${text}\n`;
      const { statusCode } = await desk.send('POST', '/articles', { body: { headline: 'A', [form]: body } });
      if (statusCode !== 201) {
        expect([text, statusCode]).toEqual([text, expect.toSatisfy((status: number) => status < 500)]);
        continue;
      }
      const id = await publish(desk, { headline: 'A', [form]: body });
      await lookAtStory(id, text);
    }
    await lookAtLists();
  });

  it('are no address of a link or an embed', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    for (const href of hostileAddresses.filter((address) => !address.startsWith('https:'))) {
      const bodies = [
        [{ _type: 'embed', url: href }],
        [
          {
            _type: 'block',
            children: [{ _type: 'span', text: 'x', marks: ['l'] }],
            markDefs: [{ _type: 'link', _key: 'l', href }],
          },
        ],
      ];
      for (const body of bodies)
        expect([
          href,
          (await desk.send('POST', '/articles', { body: { headline: 'A', body } })).statusCode,
        ]).toEqual([href, 400]);
    }
  });
});
