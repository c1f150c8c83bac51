import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { givenStory } from '../support/given.ts';
import { openHouse } from '../support/house.ts';

const locs = /<loc>([^<]*)<\/loc>/g;

it('a month of more stories than a sitemap holds goes on in another, and names each of them once', async () => {
  const house = await openHouse({ seed: 'none' });
  await givenStory(house, { headline: 'The first' });
  const beside = new BetterSqlite3(house.file);
  const columns = (beside.pragma('table_info(live_articles)') as { name: string }[]).map(({ name }) => name);
  const values = columns.map(
    (name) => ({ seq: 'seq + n', id: `id || '-' || n`, slug: `slug || '-' || n` })[name] ?? name,
  );
  beside.exec(
    `WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 50000)
     INSERT INTO live_articles (${columns.join()}) SELECT ${values.join()} FROM live_articles, counted`,
  );
  beside.close();

  async function read(path: string): Promise<string[]> {
    const { statusCode, body } = await house.client.get(path);
    expect(statusCode).toBe(200);
    return [...body.matchAll(locs)].map(([, address]) => address!);
  }
  const parts = (await read('/sitemap.xml')).map((address) => new URL(address).pathname);
  expect(parts).toEqual(['/sitemaps/2026-11.xml', '/sitemaps/2026-11-2.xml']);
  const [first, second] = await Promise.all(parts.map(read));
  expect([first!.length, second!.length]).toEqual([50_000, 1]);
  expect(new Set([...first!, ...second!]).size).toBe(50_001);
  expect((await house.client.get('/sitemaps/2026-11-3.xml')).statusCode).toBe(404);
});
