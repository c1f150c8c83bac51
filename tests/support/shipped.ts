import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { givenFolder } from './processes.ts';

/** A copy of what ships, in a folder of the test's own, with all packages or without one. */
export async function copyOfShipped({ without }: { without?: string } = {}): Promise<string> {
  const folder = await givenFolder();
  await copyShipped(folder);
  await mkdir(join(folder, 'node_modules'));
  for (const name of await readdir('node_modules')) if (name !== without) await install(folder, name);
  return folder;
}

/** Puts a package into such a copy. */
export function install(folder: string, name: string): Promise<void> {
  return symlink(resolve('node_modules', name), join(folder, 'node_modules', name));
}

/** Copies what ships, without packages. */
export async function copyShipped(folder: string): Promise<void> {
  for (const name of ['bin', 'src', 'seeds', 'migrations', 'package.json', 'openapi.yaml'])
    await cp(resolve(name), join(folder, name), { recursive: true });
}
