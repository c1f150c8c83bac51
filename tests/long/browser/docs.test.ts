import type { Locator, Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openHouse } from '../../support/house.ts';
import { chromiumPath, openBrowser } from './chromium.ts';

describe.skipIf(!chromiumPath)('Swagger UI in a browser', () => {
  it('executes "get a story" and "list stories" as they stand, without asking any other server', async () => {
    const { page, address, complaints } = await openDocs();

    const story = await execute(page, 'Articles', 'getArticle');
    expect(await story.locator('.live-responses-table tbody .response-col_status').innerText()).toContain(
      '200',
    );
    const body = await story.locator('.live-responses-table .highlight-code').first().innerText();
    expect(body).toContain("Japan's Kishida Considers Joining NATO Summit -Sources");
    expect(body).toContain('Moscow has called its action a special operation.');

    const list = await execute(page, 'Articles', 'listArticles');
    expect(await list.locator('.live-responses-table tbody .response-col_status').innerText()).toContain(
      '200',
    );
    expect(await list.locator('.live-responses-table .highlight-code').first().innerText()).toContain(
      '"page"',
    );

    expect(complaints).toEqual([]);
    expect(page.url().startsWith(address)).toBe(true);
  });

  it('shows every operation of the contract with a summary', async () => {
    const { page, house } = await openDocs();
    const operations = Object.values(house.app.contract().paths ?? {}).flatMap((path) =>
      Object.values(path ?? {}),
    );
    const summaries: string[] = [];
    for (const tag of await page.locator('.opblock-tag').all()) {
      await tag.click();
      await page.locator('.opblock').first().waitFor();
      summaries.push(...(await page.locator('.opblock-summary-description').allInnerTexts()));
      await tag.click();
    }
    expect(summaries).toHaveLength(operations.length);
    expect(summaries.filter((summary) => summary.trim() === '')).toEqual([]);
  });
});

describe.skipIf(!chromiumPath)('the workbench in Swagger UI', () => {
  it('knows a pasted Bearer, keeps the key when asked to, and fills If-Match with what was read last', async () => {
    const { house, page, complaints } = await openDocs();
    const { authorization } = await house.keyFor('admin');
    await page.locator('button.authorize').first().click();
    await page.locator('.auth-container input').first().fill(authorization);
    await page.locator('.keep-key input').check();
    await page.locator('.auth-btn-wrapper .authorize').click();
    await page.locator('.auth-btn-wrapper .btn-done').click();
    await page.reload();

    for (const revision of [1, 2]) {
      const patched = await executeFound(
        page,
        'patchTopic',
        `{ "description": "Changed ${revision} times." }`,
      );
      const field = patched.locator('tr[data-param-name="If-Match" i] input');
      await expect.poll(() => field.inputValue()).toBe(`"r${revision}"`);
      const shown = patched.locator('.live-responses-table .highlight-code').first();
      await expect.poll(() => shown.innerText()).toContain(`Changed ${revision} times.`);
      expect(await patched.locator('.curl-command').innerText()).toContain(
        `'Authorization: ${authorization}'`,
      );
      expect(
        await patched.locator('.live-responses-table .response-col_status').last().innerText(),
      ).toContain('200');
      await patched.locator('.opblock-summary-control').click();
    }
    expect(complaints).toEqual([]);
  });

  it('has a line of errors for each operation, and finds by words', async () => {
    const { page } = await openDocs();
    await page.locator('.operation-filter-input').fill('similar');
    await page.locator('.opblock').first().waitFor();
    expect(await page.locator('.opblock').count()).toBe(1);
    await page.locator('.opblock-summary-control').click();
    const errors = page.locator('details.errors');
    expect(await errors.innerText()).toMatch(/^Errors: [^\n]*404[^\n]*$/);
    const statuses = await page.locator('.responses-table .response .response-col_status').allInnerTexts();
    expect(statuses.filter((status) => status >= '4')).toEqual([]);
    await errors.locator('summary').click();
    await errors.locator('.responses-table .response').first().waitFor();
  });
});

async function executeFound(page: Page, operation: string, body: string): Promise<Locator> {
  await page.locator('.operation-filter-input').fill(operation);
  const block = page.locator(`[id$="-${operation}"].opblock`);
  await block.locator('.opblock-summary-control').click();
  await block.locator('textarea.body-param__text').fill(body);
  await block.locator('button.execute').click();
  await block.locator('.live-responses-table .response-col_status').last().waitFor();
  return block;
}

/** Opens `/docs`; every request elsewhere and every complaint of the console is written down. */
async function openDocs() {
  const house = await openHouse();
  const address = await house.app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:'))
      complaints.push(`asked ${request.url()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${address}/docs`);
  await page.locator('.opblock-tag').first().waitFor();
  return { house, page, address, complaints };
}

async function execute(page: Page, tag: string, operation: string): Promise<Locator> {
  const block = page.locator(`#operations-${tag}-${operation}`);
  if (!(await block.isVisible())) await page.locator(`[data-tag="${tag}"]`).click();
  await block.locator('.opblock-summary-control').click();
  await block.locator('button.execute').click();
  await block.locator('.live-responses-table').waitFor();
  return block;
}
