import { describe, expect, it } from 'vitest';
import { atDesk } from '../../support/at-desk.ts';
import { givenSection, givenStory } from '../../support/given.ts';
import { type House, openHouse } from '../../support/house.ts';
import { faultsOf, slugsAt } from '../../support/walk.ts';
import { describeRoom } from './room.ts';

describeRoom({
  kind: 'section',
  plural: 'sections',
  writer: 'admin',
  notWriter: 'chief',
  given: givenSection,
  body: { name: 'Culture' },
  slug: 'culture',
  optional: { description: 'Books and plays.' },
  story: (slug) => ({ section: slug }),
});

/** World › Asia › Japan, and Sport. */
async function treeHouse(): Promise<House> {
  const house = await openHouse({ seed: 'none' });
  await givenSection(house, { name: 'World', order: 10 });
  await givenSection(house, { name: 'Asia', parent: 'world', order: 20 });
  await givenSection(house, { name: 'Japan', parent: 'asia', order: 30 });
  await givenSection(house, { name: 'Sport', order: 40 });
  return house;
}

describe('PATCH /v1/desk/sections/{id}', () => {
  it('moves a section, with the stories of all below it, at once', async () => {
    const house = await treeHouse();
    await givenStory(house, { section: 'japan' });
    const by = await atDesk(house, 'admin');
    const moved = await by.patch('/v1/desk/sections/japan', '"r1"', { parent: 'sport' });
    expect(moved.json().parent).toMatchObject({ slug: 'sport', name: 'Sport' });
    expect((await house.client.get('/v1/articles/a-story')).json().section.parent.slug).toBe('sport');
    expect(await slugsAt(house, '/v1/articles?section=sport')).toEqual(['a-story']);
    expect(await slugsAt(house, '/v1/articles?section=world')).toEqual([]);
    expect((await by.patch('/v1/desk/sections/japan', '"r2"', { parent: null })).json()).not.toHaveProperty(
      'parent',
    );
  });

  it('puts it elsewhere in the order, and first when the order is taken away', async () => {
    const house = await treeHouse();
    const by = await atDesk(house, 'admin');
    await by.patch('/v1/desk/sections/sport', '"r1"', { order: 15 });
    expect(await slugsAt(house, '/v1/sections')).toEqual(['world', 'sport', 'asia', 'japan']);
    expect((await by.patch('/v1/desk/sections/sport', '"r2"', { order: null })).json().order).toBe(0);
    expect(await slugsAt(house, '/v1/sections')).toEqual(['sport', 'world', 'asia', 'japan']);
  });

  it.each(['world', 'asia', 'japan'])('refuses to put World below %s', async (parent) => {
    const house = await treeHouse();
    const by = await atDesk(house, 'admin');
    const answer = await by.patch('/v1/desk/sections/world', '"r1"', { parent });
    expect(answer.statusCode).toBe(422);
    expect(faultsOf(answer.json())).toHaveProperty('/parent');
  });

  it('refuses a parent that is not there', async () => {
    const house = await treeHouse();
    const by = await atDesk(house, 'admin');
    const answer = await by.patch('/v1/desk/sections/japan', '"r1"', { parent: 'mars' });
    expect(answer.statusCode).toBe(422);
    expect(faultsOf(answer.json())).toHaveProperty('/parent');
  });
});

describe('DELETE /v1/desk/sections/{id}', () => {
  it('is refused while a section stands below it', async () => {
    const house = await treeHouse();
    const by = await atDesk(house, 'chief');
    const answer = await by.delete('/v1/desk/sections/asia', '"r1"');
    expect(answer.statusCode).toBe(409);
    expect(answer.json().usedBy).toMatchObject([{ kind: 'section', as: 'parent', slug: 'japan' }]);
  });
});
