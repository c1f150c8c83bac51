import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { givenFolder } from '../../support/processes.ts';

/** The contract as it is committed. */
export const contract = resolve('openapi.yaml');

/** A contract with a mistake in it. */
export async function mistaken(change: (contract: any) => void): Promise<string> {
  const written = parse(await readFile(contract, 'utf8'));
  change(written);
  const file = join(await givenFolder(), 'openapi.yaml');
  await writeFile(file, stringify(written));
  return file;
}
