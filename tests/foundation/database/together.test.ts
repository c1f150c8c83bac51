import { readFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { deskOf } from '../../support/desk.ts';
import { givenPicture } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { onPostgres } from '../../support/postgres.ts';

const migration = readFileSync('migrations/sqlite/0007_together.sql', 'utf8');

// Only files have migrations from before.
describe.skipIf(onPostgres)('the migration that brings the lists to work from', () => {
  it('finds out of stories that are there already what saving them writes down', async () => {
    const house = await openHouse();
    const desk = await deskOf(house, 'editor');
    const silent = await givenPicture(house, { captions: { 'en-GB': { caption: 'Only that.' } } });
    const mixed = await givenPicture(house, {
      captions: { en: { altText: 'A lectern.' }, 'ja-JP': { caption: '演台' } },
    });
    for (const locale of ['en', 'en-GB', 'de', 'ja'])
      await desk.create({
        headline: locale,
        locale,
        leadMedia: { media: mixed },
        placements: [{ media: silent, altText: 'Own words.' }],
        ...(locale === 'de' && { body: [{ _type: 'image' as const, media: silent }] }),
      });
    const raw = new BetterSqlite3(house.file);
    function state() {
      return [
        'SELECT * FROM article_pictures',
        'SELECT id, saved_by, lacks_alt_text FROM articles ORDER BY id',
      ].map((query) => raw.prepare(query).all());
    }
    const saved = state();
    expect(JSON.stringify(saved)).toContain('"lacks_alt_text":1');
    raw.exec("DELETE FROM article_pictures; UPDATE articles SET saved_by = '', lacks_alt_text = 0");
    expect(state()).not.toEqual(saved);
    for (const statement of migration.split('--> statement-breakpoint'))
      if (/^\s*(--.*\n)*\s*(UPDATE|INSERT|WITH)/.test(statement)) raw.exec(statement);
    expect(state()).toEqual(saved);
    raw.close();
  });
});
