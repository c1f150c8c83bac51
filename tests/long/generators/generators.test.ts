import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { openHouse } from '../../support/house.ts';
import { listen } from '../../support/listening.ts';
import { givenFolder } from '../../support/processes.ts';
import { compile, everyGenerator, generate, hasGenerators, play } from './generated.ts';

const contract = resolve('openapi.yaml');

/** A contract with a mistake in it. */
async function mistaken(change: (contract: any) => void): Promise<string> {
  const written = parse(await readFile(contract, 'utf8'));
  change(written);
  const file = join(await givenFolder(), 'openapi.yaml');
  await writeFile(file, stringify(written));
  return file;
}

describe.skipIf(!hasGenerators)('a client that is generated from the contract', () => {
  it.each(everyGenerator)('compiles and works, as %s makes it', async (generator) => {
    const folder = await generate(generator, contract);
    expect(await compile(folder, generator)).toBe('');
    const house = await openHouse();
    const { authorization } = await house.keyFor('editor');
    const address = await listen(house.app);
    expect(await play(folder, generator, [address, authorization.replace('Bearer ', '')])).toEqual({
      sections: ['asia-pacific', 'business', 'europe', 'world'],
      limit: 20,
      firstBlock: 'block',
      published: 'live',
      upload: 'created',
      credit: 'Jane Doe',
      missing: 'Not found',
      refused: '/section',
    });
  });

  it.each(everyGenerator)('does not compile where a list has no page, as %s makes it', async (generator) => {
    const withoutPage = await mistaken(
      ({ components }) => delete components.schemas.ArticlePage.properties.page,
    );
    const folder = await generate(generator, withoutPage);
    expect(await compile(folder, generator)).toMatch(/Property 'page' does not exist/);
  });
});
