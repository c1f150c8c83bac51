import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openHouse } from '../../support/house.ts';
import { listen } from '../../support/listening.ts';
import { givenFolder } from '../../support/processes.ts';
import { chromiumPath, openBrowser } from './chromium.ts';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

describe.skipIf(!chromiumPath)('the page in the README', () => {
  it('lists stories with pictures and credits, opens one, and comes back', async () => {
    const address = await listen((await openHouse()).app);
    const body = /^```html\n([^]*?)^```$/m.exec(readme)![1]!.replaceAll('http://localhost:3000', address);
    const browser = await openBrowser();
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    const file = join(await givenFolder(), 'page.html');
    await writeFile(file, body);
    await page.goto(pathToFileURL(file).href);
    await page.locator('article a').nth(4).waitFor();
    expect(await page.locator('article').count()).toBe(5);
    expect(await page.locator('article figcaption').first().textContent()).toMatch(/\w{3,}/);
    const headline = await page.locator('article a').first().textContent();
    await page.locator('article a').first().click();
    await page.locator('h1').waitFor();
    expect(await page.locator('h1').textContent()).toBe(headline);
    expect((await page.locator('main div p').first().textContent())!.length).toBeGreaterThan(20);
    await page.goBack();
    await page.locator('article a').nth(4).waitFor();
    expect(faults).toEqual([]);
  });
});
