import { newsroom } from '../../seeds/newsroom.ts';
import { describe, expect, it } from 'vitest';
import { type Answer, type Document, documentOf, type Parameter, readContract } from '../support/contract.ts';
import { atDesk } from '../support/at-desk.ts';
import { openHouse } from '../support/house.ts';

const story = 'japans-kishida-considers-joining-nato-summit-sources';

// A log is read from a place on, and has no end.
const logs = ['/v1/changes'];

describe('every list of the contract', () => {
  it('is { data, page }, and takes limit, cursor and count', async () => {
    const house = await openHouse({ seed: 'none' });
    const lists = listsOf(documentOf(house.app));
    expect(lists.length).toBeGreaterThanOrEqual(25);
    for (const { path, properties, page, parameters } of lists)
      expect([path, properties, page, parameters]).toEqual([
        path,
        ['data', 'page'],
        ['limit', 'next', 'total', 'totalAtLeast'],
        expect.arrayContaining(['limit', 'cursor', 'count']),
      ]);
  });

  it('would be missed with another shape, or without one of these', async () => {
    const house = await openHouse({ seed: 'none' });
    const document = structuredClone(documentOf(house.app));
    const operation = document.paths['/v1/alerts']!['get']!;
    operation.parameters = [];
    operation.responses['200'] = {
      content: { 'application/json': { schema: { type: 'array', items: { type: 'object' } } } },
    };
    expect(listsOf(document).find(({ path }) => path === '/v1/alerts')).toEqual({
      path: '/v1/alerts',
      properties: [],
      page: [],
      parameters: [],
    });
  });

  it('counts the same whatever the page, and pages through all that it counts', async () => {
    const house = await openHouse();
    const desk = await atDesk(house, 'admin');
    await desk.post(`/v1/desk/articles/${story}/previews`, {});
    await desk.post(`/v1/desk/articles/${story}/previews`, {});
    const webhook = newsroom.webhooks[0]!.id;
    // The samples have a secret that nobody can read.
    await desk.post(`/v1/desk/webhooks/${webhook}/rotate-secret`, {});
    await desk.post(`/v1/desk/webhooks/${webhook}/ping`, {});
    const counts: Record<string, number> = {};
    for (const { path } of listsOf(documentOf(house.app))) {
      const url = path.replace('{article}', story).replace('{webhook}', webhook);
      const query = path.endsWith('/search') ? 'q=nato&' : '';
      const { total = 0, data } = await readAll(`${url}?${query}limit=100`);
      counts[path] = total;
      expect([path, data.length]).toEqual([path, total]);
      const one = await read(`${url}?${query}limit=1&count=true`);
      expect([path, one.data.length, one.page.total]).toEqual([path, Math.min(1, total), total]);
      if (total > 1) {
        const rest = await readAll(`${url}?${query}limit=100`, one.page.next);
        expect([path, rest.data.length, rest.total]).toEqual([path, total - 1, undefined]);
      }
    }
    const empty = Object.keys(counts).filter((path) => counts[path]! < 1);
    expect(empty).toEqual(['/v1/desk/articles/{article}/corrections', '/v1/desk/lists/rights']);

    /** All pages from a cursor on, and from the start with what is counted. */
    async function readAll(url: string, from?: string) {
      const data: unknown[] = [];
      const first = await read(`${url}${from === undefined ? '&count=true' : `&cursor=${from}`}`);
      for (let list = first; ; list = await read(`${url}&cursor=${list.page.next}`)) {
        data.push(...list.data);
        if (list.page.next === undefined) return { data, total: first.page.total };
      }
    }

    async function read(url: string): Promise<List> {
      const answer = await desk.get(url);
      expect([url, answer.statusCode]).toEqual([url, 200]);
      return answer.json<List>();
    }
  });
});

type List = { data: unknown[]; page: { next?: string; total?: number } };
type Shape = { type?: string; properties?: Record<string, object> };

/** Every operation that answers with a list: its answer is an array, has one as `data`, or it is named as a list. */
function listsOf(document: Document) {
  const { follow } = readContract(document);
  return Object.entries(document.paths).flatMap(([path, { get }]) => {
    if (!get) return [];
    const content = follow<Answer>(get.responses['200']!).content?.['application/json'];
    const { type, properties = {} } = follow<Shape>(content?.schema ?? {});
    const isList =
      type === 'array' ||
      follow<Shape>(properties['data'] ?? {}).type === 'array' ||
      /^(list|search)/.test(get.operationId);
    if (!isList || logs.includes(path)) return [];
    return {
      path,
      properties: Object.keys(properties),
      page: Object.keys(follow<Shape>(properties['page'] ?? {}).properties ?? {}),
      parameters: (get.parameters ?? []).map((one) => follow<Parameter>(one).name),
    };
  });
}
