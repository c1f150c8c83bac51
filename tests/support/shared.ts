import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = process.env['SHARED_DIR'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));
const page = resolve(folder, 'seed/kishida-nato.txt');

/** The page that the first story comes from, its lines without blank ones; undefined, with a printed reason, where it is not at hand. */
export function seedPage(): string[] | undefined {
  if (!existsSync(page)) {
    console.log(`Skipped: seed/kishida-nato.txt is not there. SHARED_DIR names the folder that holds it.`);
    return undefined;
  }
  return readFileSync(page, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** The path of a file of the shared data; skips the test, with a printed reason, where it is not at hand. */
export function sharedFile(context: { skip: (note: string) => never }, name: string): string {
  const path = resolve(folder, 'data', name);
  if (existsSync(path)) return path;
  const note = `data/${name} is not there. SHARED_DIR names the folder that holds it.`;
  console.log(`Skipped: ${note}`);
  return context.skip(note);
}
