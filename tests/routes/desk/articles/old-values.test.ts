/** Stories that an older version of Dateline took, with values that are refused today. */
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { deskOf } from '../../../support/desk.ts';
import { openHouse, type House } from '../../../support/house.ts';
import { onPostgres } from '../../../support/postgres.ts';

const old = { headline: 'One\ntwo', kicker: '\u200b', locale: 'english' };

/** Writes a value into all rows of a story, as it was written once. */
function writeOld(house: House, id: string, fields: Partial<typeof old>): void {
  const file = new Sqlite(house.file);
  const change = JSON.stringify(fields);
  for (const [table, name] of [
    ['article_versions', 'article_id'],
    ['live_articles', 'id'],
  ])
    file.prepare(`UPDATE ${table} SET content = json_patch(content, ?) WHERE ${name} = ?`).run(change, id);
  const { headline, locale } = fields;
  if (headline !== undefined) file.prepare('UPDATE articles SET headline = ? WHERE id = ?').run(headline, id);
  if (locale !== undefined)
    for (const [table, name] of [
      ['articles', 'id'],
      ['live_articles', 'id'],
      ['article_slugs', 'article_id'],
      ['live_slugs', 'article_id'],
    ])
      file.prepare(`UPDATE ${table} SET locale = ? WHERE ${name} = ?`).run(locale, id);
  file.close();
}

async function openOld(fields: Partial<typeof old>) {
  const house = await openHouse({ seed: 'none' });
  const chief = await deskOf(house, 'chief');
  const { id, slug } = await chief.create({ headline: 'Harbour opens', headlines: { seo: 'Harbour' } });
  expect((await chief.act(id, 'publish', {})).statusCode).toBe(200);
  writeOld(house, id, fields);
  return { house, chief, id, slug };
}

// Only files have older versions.
describe.skipIf(onPostgres)('a live story from an older version', () => {
  it.each([[{ locale: old.locale }], [{ headline: old.headline }], [{ kicker: old.kicker }], [old]])(
    'with %j is edited, published and restored, and keeps it',
    async (fields) => {
      const { chief, id } = await openOld(fields);
      const patched = await chief.patch(id, { standfirst: 'New.', headlines: { social: 'Ships' } });
      expect(patched.statusCode).toBe(200);
      expect(patched.json()).toMatchObject({
        ...fields,
        standfirst: 'New.',
        headlines: { seo: 'Harbour', social: 'Ships' },
      });
      const change = { kind: 'update', text: 'Mended.' };
      const mended = await chief.act(id, 'publish', { patch: { standfirst: 'Newer.' }, change });
      expect([mended.statusCode, mended.json().standfirst]).toEqual([200, 'Newer.']);
      await chief.patch(id, { standfirst: 'Newest.' });
      const live = { base: 'live', patch: { standfirst: 'Last.' }, change };
      expect((await chief.act(id, 'publish', live)).statusCode).toBe(200);
      const restored = await chief.act(id, 'versions/1/restore', undefined);
      expect([restored.statusCode, restored.json()]).toMatchObject([200, fields]);
    },
  );

  it('is judged in what a patch changes', async () => {
    const { chief, id } = await openOld(old);
    const refused = await chief.patch(id, { headlines: { seo: 'A\nB' }, dateline: { place: 'Zagreb' } });
    expect(refused.statusCode).toBe(400);
    const missing = await chief.patch(id, { dateline: { place: 'Zagreb' } });
    expect(missing.json().errors).toEqual([{ pointer: '/dateline/text', detail: 'text is required' }]);
    const mended = await chief.patch(id, { headline: 'One', kicker: null });
    expect([mended.statusCode, mended.json().headline]).toEqual([200, 'One']);
  });

  it('stands in every list, feed and sitemap', async () => {
    const { house, chief, id, slug } = await openOld(old);
    for (const path of ['/articles', `/articles/${id}`, `/articles/${id}/versions`, '/search?q=harbour'])
      expect([path, (await chief.send('GET', path)).statusCode]).toEqual([path, 200]);
    const index = (await house.client.get('/sitemap.xml')).body;
    const months = [...index.matchAll(/\/sitemaps\/[^<]+/g)].map(([address]) => address);
    expect(months).not.toEqual([]);
    const addresses = ['/v1/articles', `/v1/articles/${slug}`, '/v1/search?q=harbour', '/v1', ...months];
    for (const address of [...addresses, '/feeds/rss.xml', '/feeds/atom.xml', '/feeds/feed.json'])
      expect([address, (await house.client.get(address)).statusCode]).toEqual([address, 200]);
  });
});
