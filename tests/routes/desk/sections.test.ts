import { describe, expect, it } from 'vitest';
import { atDesk, eventsOn } from '../../support/at-desk.ts';
import { givenSection, givenStory } from '../../support/given.ts';
import { type House, openHouse } from '../../support/house.ts';
import { faultsOf, slugsAt, walk } from '../../support/walk.ts';
import { describeRecordType } from './record-type.ts';

describeRecordType({
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

describe.each(['/v1/sections', '/v1/desk/sections'])('GET %s', (url) => {
  type Listed = { data: { slug: string }[]; page: { next?: string } };

  /** The slugs of every page. */
  async function pages(house: House, query: string): Promise<string[][]> {
    const { get } = await atDesk(house, 'reporter');
    const found: string[][] = [];
    for (let next: string | undefined = `${url}?${query}`; next !== undefined;) {
      const { data, page }: Listed = (await get(next)).json();
      found.push(data.map(({ slug }) => slug));
      next = page.next && `${url}?${query}&cursor=${page.next}`;
    }
    return found;
  }

  it('gives each section followed by those below it, by order and slug, in pages', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenSection(house, { name: 'World Cup', order: 10 });
    await givenSection(house, { name: 'Sport', order: 9 });
    await givenSection(house, { name: 'World', order: 10 });
    await givenSection(house, { name: 'Europe', parent: 'world', order: 20 });
    await givenSection(house, { name: 'Asia', parent: 'world', order: 100 });
    await givenSection(house, { name: 'Japan', parent: 'asia', order: 1 });
    await givenSection(house, { name: 'Africa', parent: 'world', order: 20 });
    const inOrder = ['sport', 'world', 'africa', 'europe', 'asia', 'japan', 'world-cup'];
    for (const limit of [1, 2, 3, 7]) {
      const found = await pages(house, `limit=${limit}`);
      expect(found.flat()).toEqual(inOrder);
      expect(found).toHaveLength(Math.ceil(7 / limit));
    }
  });

  it('goes on behind a section that was taken away meanwhile', async () => {
    const house = await treeHouse();
    const { get } = await atDesk(house, 'reporter');
    const { page } = (await get(`${url}?limit=3`)).json();
    const chief = await atDesk(house, 'chief');
    expect((await chief.delete('/v1/desk/sections/japan', '"r1"')).statusCode).toBe(204);
    expect((await get(`${url}?limit=3&cursor=${page.next}`)).json().data).toMatchObject([{ slug: 'sport' }]);
  });
});

describe('GET /v1/sections', () => {
  it('puts a section whose parent is hidden at the top, and tells nothing of the parent', async () => {
    const house = await treeHouse();
    const by = await atDesk(house, 'admin');
    await by.patch('/v1/desk/sections/asia', '"r1"', { hidden: true });
    expect(await slugsAt(house, '/v1/sections')).toEqual(['world', 'japan', 'sport']);
    expect((await walk(house, '/v1/sections?limit=1')).flat()).toHaveLength(3);
    const { page } = (await house.client.get('/v1/sections?limit=2')).json();
    expect(Buffer.from(page.next, 'base64url').toString()).not.toContain('asia');
    expect((await by.get('/v1/desk/sections?hidden=false')).json().data).toMatchObject([
      { slug: 'world' },
      { slug: 'japan' },
      { slug: 'sport' },
    ]);
  });
});

describe('PATCH /v1/desk/sections/{section}', () => {
  it('moves a section, with the stories of all below it, at once', async () => {
    const house = await treeHouse();
    await givenStory(house, { section: 'japan' });
    const by = await atDesk(house, 'admin');
    const moved = await by.patch('/v1/desk/sections/japan', '"r1"', { parent: 'sport', order: 5 });
    const [changed] = await eventsOn(house, moved.json().id);
    const { id: asia } = (await by.get('/v1/desk/sections/asia')).json();
    expect(changed?.data).toEqual({ fields: ['order', 'parent'], before: { order: 30, parent: asia } });
    expect(moved.json().parent).toMatchObject({ slug: 'sport', name: 'Sport' });
    expect((await house.client.get('/v1/articles/a-story')).json().section.parent.slug).toBe('sport');
    expect(await slugsAt(house, '/v1/articles?section=sport')).toEqual(['a-story']);
    expect(await slugsAt(house, '/v1/articles?section=world')).toEqual([]);
    expect((await by.patch('/v1/desk/sections/japan', '"r2"', { parent: null })).json()).not.toHaveProperty(
      'parent',
    );
  });

  it('is hidden only when confirmed where stories of a section below it show it', async () => {
    const house = await treeHouse();
    await givenStory(house, { section: 'asia' });
    const by = await atDesk(house, 'admin');
    const refused = await by.patch('/v1/desk/sections/world', '"r1"', { hidden: true });
    expect([refused.statusCode, refused.json().stories]).toEqual([
      409,
      [expect.objectContaining({ slug: 'a-story' })],
    ]);
    await by.patch('/v1/desk/sections/world?confirm=true', '"r1"', { hidden: true });
    expect(await slugsAt(house, '/v1/articles?section=world')).toEqual([]);
    expect(await slugsAt(house, '/v1/articles?section=asia')).toEqual(['a-story']);
    await by.patch('/v1/desk/sections/asia?confirm=true', '"r1"', { hidden: true });
    const { data } = (await by.get('/v1/desk/articles?section=world')).json();
    expect(data).toMatchObject([{ slug: 'a-story' }]);
  });

  it('puts it elsewhere in the order, and first when the order is taken away', async () => {
    const house = await treeHouse();
    const by = await atDesk(house, 'admin');
    await by.patch('/v1/desk/sections/sport', '"r1"', { order: 15 });
    expect(await slugsAt(house, '/v1/sections')).toEqual(['world', 'asia', 'japan', 'sport']);
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

describe('DELETE /v1/desk/sections/{section}', () => {
  it('is refused while a section stands below it', async () => {
    const house = await treeHouse();
    const by = await atDesk(house, 'chief');
    const answer = await by.delete('/v1/desk/sections/asia', '"r1"');
    expect(answer.statusCode).toBe(409);
    expect(answer.json().usedBy).toMatchObject([{ kind: 'section', as: 'parent', slug: 'japan' }]);
  });
});
