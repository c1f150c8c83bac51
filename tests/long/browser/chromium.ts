import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where a Chromium is found on this machine, or nothing: then the browser tests skip, and say so. */
export const chromiumPath = [process.env['CHROMIUM'], ...places].find(
  (path) => path !== undefined && existsSync(path),
);

if (!chromiumPath)
  console.warn('No Chromium here (CHROMIUM, /usr/bin/chromium …): the browser tests are skipped.');

/** Starts it without a window, and without asking anything of any other machine. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath!,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
