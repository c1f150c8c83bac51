import { describe, expect, it } from 'vitest';
import { openHouse } from '../../support/house.ts';
import { listen } from '../../support/listening.ts';
import { contract, mistaken } from './contracts.ts';
import { compile, everyGenerator, generate, type Generator, hasGenerators, play } from './generated.ts';

/** What the program of each prints where everything works. */
const whatWorks = {
  sections: ['asia-pacific', 'business', 'europe', 'world'],
  limit: 20,
  firstBlock: 'block',
  published: 'live',
  upload: 'created',
  credit: 'Jane Doe',
  missing: 'Not found',
  refused: '/section',
};

/** What the program of a generator prints at a newsroom of its own. */
async function playAtHouse(folder: string, generator: Generator): Promise<unknown> {
  const house = await openHouse();
  const { authorization } = await house.keyFor('editor');
  const [, key = ''] = authorization.split(' ');
  return play(folder, generator, await listen(house.app), key);
}

describe.skipIf(!hasGenerators)('a client that is generated from the contract', () => {
  it.each(everyGenerator)('compiles and works, as %s makes it', async (generator) => {
    const folder = await generate(generator, contract);
    expect(await compile(folder, generator)).toBe('');
    expect(await playAtHouse(folder, generator)).toEqual(whatWorks);
  });

  it.each(everyGenerator)('does not compile where a list has no page, as %s makes it', async (generator) => {
    const withoutPage = await mistaken(
      ({ components }) => delete components.schemas.ArticlePage.properties.page,
    );
    const folder = await generate(generator, withoutPage);
    expect(await compile(folder, generator)).toMatch(/Property 'page' does not exist/);
  });

  it('does not work where the contract has another address for a list', async () => {
    const moved = await mistaken(({ paths }) => {
      paths['/v1/articles/list'] = paths['/v1/articles'];
      delete paths['/v1/articles'];
    });
    const folder = await generate('hey-api', moved);
    expect(await compile(folder, 'hey-api')).toBe('');
    expect(await playAtHouse(folder, 'hey-api')).not.toMatchObject({ limit: 20 });
  });
});
