import type { Locator, Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Role } from '../../../src/access/scopes.ts';
import { openHouse } from '../../support/house.ts';
import { chromiumPath, openBrowser } from './chromium.ts';

/** A folder for pictures of each step, for whoever wants to look. */
const pictures = process.env['SCREENSHOTS'];

describe.skipIf(!chromiumPath)('The desk in Swagger UI', () => {
  it(
    'lets a chief create, publish, get and withdraw a story, by the examples',
    { timeout: 120_000 },
    async () => {
      const { page, complaints } = await openDocs('chief');

      const created = await execute(page, 'createArticle');
      expect(created.status).toBe('201');
      const { id, slug } = JSON.parse(created.body) as { id: string; slug: string };

      expect((await execute(page, 'publishArticle', { article: id })).status).toBe('200');
      const got = await execute(page, 'getDeskArticle', { article: id });
      expect(got.status).toBe('200');
      expect(JSON.parse(got.body)).toMatchObject({ id, publication: { state: 'live' } });

      expect((await execute(page, 'withdrawArticle', { article: id })).status).toBe('200');

      const inPublic = await execute(page, 'getArticle', { article: slug });
      expect(inPublic.status).toBe('410');
      expect(JSON.parse(inPublic.body)).toMatchObject({ status: 410 });

      // The browser itself says that it met a 410.
      expect(complaints.filter((complaint) => !complaint.includes('410'))).toEqual([]);
    },
  );

  it(
    'plays the day of a story, by the examples: submitted, returned, scheduled, published, changed, killed',
    { timeout: 240_000 },
    async () => {
      const { page } = await openDocs('chief');
      const answered: Record<string, string | undefined> = {};
      const { body } = await execute(page, 'createArticle');
      const { id } = JSON.parse(body) as { id: string };
      const day = [
        'takeLease',
        'submitArticle',
        'returnArticle',
        'preflightArticle',
        'scheduleArticle',
        'unscheduleArticle',
        'createPreview',
        'publishArticle',
        'patchArticle',
        'diffVersions',
        'killArticle',
        'getArticleHistory',
      ];
      for (const operation of day)
        answered[operation] = (await execute(page, operation, { article: id })).status;
      expect(Object.entries(answered).filter(([, status]) => !status?.startsWith('2'))).toEqual([]);
    },
  );

  it(
    'says that a key is missing, and forgets the one it was given when the page is left',
    { timeout: 120_000 },
    async () => {
      const { page } = await openDocs('chief');
      await page.reload();
      await page.locator('.opblock-tag').first().waitFor();
      expect((await execute(page, 'createArticle')).status).toBe('401');
    },
  );
});

/** Opens `/docs` and authorizes with a key of that role, as a person would. */
async function openDocs(role: Role) {
  const house = await openHouse();
  const { authorization } = await house.keyFor(role);
  const address = await house.app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
  page.setDefaultTimeout(15_000);
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
  await picture(page, '0-docs');

  await page.locator('.auth-wrapper .btn.authorize').first().click();
  const dialog = page.locator('.dialog-ux .modal-ux');
  await dialog.waitFor();
  await picture(page, '1-authorize');
  await dialog.locator('input[type="text"]').fill(authorization.replace('Bearer ', ''));
  await dialog.locator('button.authorize').click();
  await picture(page, '2-authorized');
  await dialog.locator('.btn-done').click();
  return { page, complaints };
}

type Operation = { operationId: string; tags: string[] };

/** Unfolds an operation, fills in what is said by name, executes it, and reads what came. */
async function execute(page: Page, operation: string, filled: Record<string, string> = {}) {
  const block = page.locator(`[id$="-${operation}"].opblock`);
  if (!(await block.isVisible())) await page.locator(`[data-tag="${await tagOf(page, operation)}"]`).click();
  await block.locator('.opblock-summary-control').click();
  for (const [name, value] of Object.entries(filled))
    await block.locator(`tr[data-param-name="${name}"] input`).fill(value);
  await block.locator('button.execute').click();
  const live = block.locator('.live-responses-table');
  await live.waitFor().catch(async (error: unknown) => {
    await picture(page, operation, block);
    throw error;
  });
  await picture(page, operation, block);
  const status = await live.locator('tbody .response-col_status').first().innerText();
  const body = await live.locator('.highlight-code').first().innerText();
  await block.locator('.opblock-summary-control').click();
  return { status: status.trim().split(/\s/)[0], body: body.slice(body.indexOf('{')) };
}

/** The heading below which an operation stands. */
async function tagOf(page: Page, operation: string): Promise<string> {
  const contract = await page.request.get(new URL('/openapi.json', page.url()).href);
  const { paths } = (await contract.json()) as { paths: Record<string, Record<string, Operation>> };
  const found = Object.values(paths).flatMap(Object.values<Operation>);
  return found.find(({ operationId }) => operationId === operation)!.tags[0]!;
}

async function picture(page: Page, name: string, of?: Locator): Promise<void> {
  if (!pictures) return;
  const path = `${pictures}/${name}.png`;
  await (of ? of.screenshot({ path }) : page.screenshot({ path }));
}
