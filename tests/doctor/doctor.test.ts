import { truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { versionFault } from '../../src/foundation/database/sqlite/connection/connection.ts';
import { readConfig } from '../../src/main/settings/config.ts';
import { examine } from '../../src/main/doctor/examine.ts';
import { repair } from '../../src/main/doctor/repair.ts';
import { nodeFindings } from '../../src/main/doctor/surroundings.ts';
import { originalKey, renditionKey } from '../../src/library/pictures/renditions/files.ts';
import {
  findAllOriginals,
  findAllRenditions,
} from '../../src/library/pictures/renditions/rendition-store.ts';
import { deskOf } from '../support/desk.ts';
import { openHouse, type House } from '../support/house.ts';
import { onPostgres } from '../support/postgres.ts';

async function look(house: House, settings: Record<string, string> = {}): Promise<string[]> {
  const sentences = (await examineHouse(house, settings)).map(({ sentence }) => sentence);
  // So run servers of tests, which nobody needs after a power cut.
  return sentences.filter((sentence) => !/^PostgreSQL runs with fsync=off/.test(sentence));
}

function examineHouse(house: House, settings: Record<string, string> = {}) {
  const config = readConfig({ DATABASE_URL: house.file, MEDIA_SHARED: 'on', ...settings });
  return examine(config, { pictures: house.pictures.store, now: house.clock.now() });
}

/** Damages the file as no code of ours does; of a server's database, the tests damage nothing. */
function damage(house: House, sql: string): void {
  const other = new BetterSqlite3(house.file);
  // Lets the inner tables of an index be changed.
  other.unsafeMode();
  other.pragma('foreign_keys = OFF');
  other.exec(
    `DROP TRIGGER IF EXISTS events_are_not_removed; DROP TRIGGER IF EXISTS events_are_not_changed; ${sql}`,
  );
  other.close();
}

const live = `(SELECT id FROM live_articles ORDER BY seq LIMIT 1)`;

describe('the doctor', () => {
  it('finds nothing in a newsroom where much was done', async () => {
    const house = await openHouse();
    const desk = await deskOf(house, 'chief');
    const { id } = await desk.create({ headline: 'One' });
    await desk.patch(id, { headline: 'Two' });
    await desk.act(id, 'publish');
    await desk.act(id, 'unpublish', { reason: 'Too soon.' });
    await desk.act(id, 'publish');
    await desk.act(id, 'expire', { reason: 'Over.' });
    const other = await desk.create({ headline: 'Three' });
    await desk.act(other.id, 'publish');
    await desk.act(other.id, 'kill', { reason: 'Wrong.', notice: 'It was wrong.' });
    expect(await look(house)).toEqual([]);
  });

  it.skipIf(onPostgres).each([
    [
      'a row of the edition is gone',
      `DELETE FROM live_articles WHERE id = ${live}`,
      'is live, and the edition has it not',
    ],
    [
      'a text of the edition is another',
      `UPDATE live_articles SET content = json_set(content, '$.headline', 'X') WHERE id = ${live}`,
      'is live, and the edition has it not',
    ],
    [
      'a body of the edition is another',
      `UPDATE live_articles SET body = '[]' WHERE id = ${live}`,
      'is live, and the edition has it not',
    ],
    [
      'a story is in the edition without being live',
      `UPDATE articles SET publication = 'none' WHERE id = ${live}`,
      'is in the edition, and not live',
    ],
    [
      'the end of a story is another in public',
      `UPDATE live_articles SET expires_at = 1 WHERE id = ${live}`,
      'is live with another end than the desk set',
    ],
    [
      'a story is in no sitemap without a reason',
      `UPDATE live_articles SET canonical_url = 'https://elsewhere.example/' WHERE id = ${live}`,
      'or with another address of its own than its text has',
    ],
    ['a slug is gone', `DELETE FROM live_slugs WHERE article_id = ${live}`, 'is live without its slug'],
    [
      'its links are gone',
      `DELETE FROM live_article_bylines; DELETE FROM live_article_topics`,
      'is live without its bylines',
    ],
    [
      'links are left over',
      `INSERT INTO live_article_topics VALUES ('article_none', 'topic_none', 1, 1)`,
      'has links in the edition, and is not in it',
    ],
    ['a tombstone is gone', `DELETE FROM tombstones`, 'was taken back without a tombstone'],
    ['a version is gone', `DELETE FROM article_versions WHERE version = 1`, 'has versions with gaps'],
    [
      'a headline is another',
      `UPDATE articles SET headline = 'X' WHERE id = ${live}`,
      'has another headline in lists',
    ],
    [
      'events are gone',
      `DELETE FROM events WHERE action = 'article.created'`,
      'has a version that not exactly one event tells of',
    ],
    [
      'an event is made up',
      `UPDATE events SET to_version = 99 WHERE action = 'article.published' AND subject = ${live}`,
      'has an event about a version that is not there',
    ],
    [
      'an event is another',
      `UPDATE events SET to_version = 1 WHERE action = 'article.published' AND to_version > 1`,
      'its last event names another version',
    ],
    [
      'a reference is broken',
      `UPDATE bylines SET agency_id = 'none' WHERE rowid = 1`,
      'refer to rows of agencies that are not there',
    ],
  ])('finds it when %s', async (_, sql, sentence) => {
    const house = await openHouse();
    damage(house, sql);
    expect((await look(house)).join('\n')).toContain(sentence);
  });

  it.skipIf(onPostgres).each([
    [
      'live_search',
      `DELETE FROM live_search WHERE rowid IN (SELECT seq FROM live_articles LIMIT 3)`,
      'lacks 3 entries',
    ],
    ['desk_search', `INSERT INTO desk_search (rowid, headline) VALUES (5, 'x')`, 'and has 1 too many'],
    ['name_search', `DELETE FROM name_search WHERE rowid = 1`, 'lacks 1 entries'],
    ['live_search', `UPDATE live_search_data SET block = zeroblob(20) WHERE id > 10`, 'is damaged'],
  ])('finds and repairs %s (%#), beside a running server', async (_, sql, sentence) => {
    const house = await openHouse();
    const before = (await house.client.get('/v1/search?q=the')).json<{ data: { id: string }[] }>().data;
    damage(house, sql);
    const findings = await examineHouse(house);
    expect(findings.map((finding) => finding.sentence).join('\n')).toContain(sentence);
    await repair(house.database, findings, () => {});
    expect(await look(house)).toEqual([]);
    const after = (await house.client.get('/v1/search?q=the')).json<{ data: { id: string }[] }>().data;
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  it.skipIf(onPostgres)(
    'finds pictures without files and files of a wrong size, and has renditions made anew',
    async () => {
      const samples = await openHouse();
      const house = await openHouse({ ownPictures: true });
      // The samples share their store with other tests, whose files are in no row here.
      const originals = (await house.database.read(findAllOriginals)).map(originalKey);
      const renditions = (await house.database.read(findAllRenditions)).map(renditionKey);
      for (const key of [...originals, ...renditions]) {
        const path = join(dirname(house.pictures.incoming), 'incoming-file');
        const bytes = await (await samples.pictures.store.read(key))!.toArray();
        await house.pictures.store.check();
        await writeFile(path, Buffer.concat(bytes as Buffer[]));
        await house.pictures.store.put(key, path, '');
      }
      expect(await look(house)).toEqual([]);
      const [original] = originals;
      const rendition = renditions.find((key) => key.endsWith('.webp'));
      await house.pictures.store.remove(original!);
      await truncate(join(dirname(house.pictures.incoming), rendition!), 10);
      const findings = await examineHouse(house);
      expect(findings.map(({ sentence }) => sentence)).toEqual([
        expect.stringMatching(
          /^The original of media_\w+ is missing \(originals\/.*put the file back from a backup/,
        ),
        expect.stringMatching(/^A file of media_\w+ has 10 bytes instead of \d+ .*--repair\.$/),
      ]);
      await house.pictures.store.remove(rendition!);
      await repair(house.database, findings, () => {});
      await house.pictures.renditionMaker.run();
      expect((await look(house)).filter((sentence) => sentence.startsWith('A file'))).toEqual([]);
      house.clock.advance(9 * 86_400_000);
      damage(house, 'DELETE FROM media_renditions');
      house.clock.set(Date.now() + 9 * 86_400_000);
      expect((await look(house)).join('\n')).toContain('files belong to no picture');
      await house.pictures.sweep(house.clock.now());
      damage(house, "UPDATE store_mark SET owner = 'somebody else'");
      expect((await look(house)).join('\n')).toContain('belongs to another database, says dateline.json');
    },
  );

  it.skipIf(onPostgres)(
    'finds a clock that is wrong or was set back, old versions, settings, and backups that are too old',
    async () => {
      const house = await openHouse();
      house.clock.advance(-60_000);
      expect(await look(house)).toEqual([
        expect.stringMatching(/^The clock is wrong, or was: it is 2026-11-23T11:59/),
      ]);
      house.clock.advance(60_000);
      damage(house, `UPDATE events SET at = at + 40000 WHERE seq = (SELECT max(seq) - 1 FROM events)`);
      expect(await look(house)).toEqual([
        expect.stringMatching(/^The clock was set back from .* \(NTP\)\.$/),
      ]);
      expect(versionFault('3.51.2')).toEqual([expect.stringContaining('SQLite 3.51.2 can corrupt')]);
      expect(versionFault('3.51.3')).toEqual([]);
      expect(nodeFindings('24.0.0')).toEqual([]);
      expect(nodeFindings('22.20.0')).toMatchObject([{ sentence: expect.stringContaining('Node 22.20.0') }]);
      expect(await look(house, { HOST: '0.0.0.0' })).toEqual(
        expect.arrayContaining([expect.stringContaining('PUBLIC_URL is not set')]),
      );
      const none = await openHouse();
      const backups = { BACKUP_TO: join(dirname(none.file), 'offsite') };
      expect(await look(none, backups)).toEqual([]);
      none.clock.advance(3 * 86_400_000);
      expect(await look(none, backups)).toEqual([
        expect.stringMatching(/^The newest backup in .* is none, older than BACKUP_EVERY allows/),
      ]);
    },
  );
});
