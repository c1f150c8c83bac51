import type { Locator, Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { documentOf, shownOperations } from '../../support/contract.ts';
import { openHouse } from '../../support/house.ts';
import { listen } from '../../support/listening.ts';
import { drawing } from '../../support/pictures.ts';
import { chromiumPath, openBrowser } from './chromium.ts';

/** A folder for pictures of each step, for whoever wants to look. */
const pictures = process.env['SCREENSHOTS'];
const screen = { width: 1440, height: 900 };

describe.skipIf(!chromiumPath)('Swagger UI on a new server', () => {
  it(
    'executes every operation with nothing changed, in its order, and shows none taller than two screens',
    { timeout: 900_000 },
    async () => {
      const { house, page, address } = await openDocs();
      const shown = shownOperations(documentOf(house.app));
      const file = { name: 'drawing.png', mimeType: 'image/png', buffer: await drawing().png().toBuffer() };
      const refused: string[] = [];
      const tall: string[] = [];
      for (const [index, { operation }] of shown.entries()) {
        const { operationId } = operation;
        // The more operations were opened, the longer the next one takes to open.
        if (index % 15 === 14) await load(page, address);
        const block = await open(page, operationId);
        const { height } = (await block.boundingBox())!;
        if (height > 2 * screen.height) tall.push(`${operationId} ${height}`);
        await picture(block, operationId);
        const status = await execute(block, file);
        if (!/^[123]/.test(status)) refused.push(`${operationId} ${status}`);
        await picture(block, `${operationId}-executed`);
      }
      expect(shown.length).toBeGreaterThan(120);
      expect(refused).toEqual([]);
      expect(tall).toEqual([]);
    },
  );
});

/** Opens `/docs` with the key of an admin, which is kept when the page is loaded again. */
async function openDocs() {
  const house = await openHouse({ copiesPictures: true });
  const { authorization } = await house.keyFor('admin');
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: screen });
  const address = `${await listen(house.app)}/docs`;
  await load(page, address);
  await page.locator('button.authorize').first().click();
  await page.locator('.auth-container input').first().fill(authorization);
  await page.locator('.keep-key input').check();
  await page.locator('.auth-btn-wrapper .authorize').click();
  await page.locator('.auth-btn-wrapper .btn-done').click();
  return { house, page, address };
}

async function load(page: Page, address: string): Promise<void> {
  // Without the part of the address that names the operation which was opened last.
  await page.goto(address);
  await page.locator('.opblock-tag').first().waitFor();
}

async function open(page: Page, operationId: string): Promise<Locator> {
  await page.locator('.operation-filter-input').fill(operationId);
  const block = page.locator(`[id$="-${operationId}"].opblock`);
  await block.locator('.opblock-summary-control').click();
  await block.locator('.responses-wrapper').waitFor();
  return block;
}

/** Presses the button, with a file where one is asked for, and gives the status that is shown. */
async function execute(block: Locator, file: { name: string; mimeType: string; buffer: Buffer }) {
  for (const input of await block.locator('input[type="file"]').all()) await input.setInputFiles(file);
  await block.locator('button.execute').click();
  const status = block.locator('.live-responses-table tbody .response-col_status').first();
  return status
    .waitFor({ timeout: 15_000 })
    .then(() => status.innerText())
    .catch(() => 'not sent');
}

async function picture(of: Locator, name: string): Promise<void> {
  if (pictures) await of.screenshot({ path: `${pictures}/${name}.png` });
}
