import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventsOn } from '../../support/at-desk.ts';
import { commandsOf } from '../../support/commands.ts';
import { deskOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';
import { sharedFile } from '../../support/shared.ts';
import { buses, vocabularyFile } from '../../support/vocabulary.ts';

/** The command beside an open house, for the text of a file. */
async function besideHouse() {
  const house = await openHouse({ seed: 'none' });
  const folder = await mkdtemp(join(tmpdir(), 'dateline-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const command = commandsOf(house);
  async function load(text: string, ...words: string[]) {
    const file = join(folder, 'list.json');
    await writeFile(file, text);
    return command('subjects', file, ...words);
  }
  const desk = await deskOf(house, 'editor');
  async function nameIn(locale: string): Promise<string | undefined> {
    return (await desk.create({ locale, subjects: [{ code: buses }] })).subjects[0]!.name;
  }
  return { house, command, load, nameIn };
}

describe('npm run subjects', () => {
  it('loads a list beside the server, on record, and changes nothing the second time', async () => {
    const { house, load, nameIn } = await besideHouse();
    expect(await load(vocabularyFile(), '--dry-run')).toMatchObject({
      code: 0,
      out: '6 subjects in en-GB, 2 of them retired, released 2026-03-31.\n6 are new, 0 have changed; nothing was saved.\n',
    });
    expect([await nameIn('en'), await eventsOn(house, 'medtop')]).toEqual([undefined, []]);
    expect((await load(vocabularyFile())).out).toContain('\n6 are new, 0 have changed.\n');
    expect(await nameIn('en')).toBe('buses');
    expect((await load(vocabularyFile())).out).toContain('\n0 are new, 0 have changed.\n');
    expect(await eventsOn(house, 'medtop')).toMatchObject([
      {
        action: 'subjects.loaded',
        data: { releasedAt: '2026-03-31T12:00:00.000Z', locales: ['en-GB'], added: 6, changed: 0 },
      },
    ]);
  });

  it('adds the names of another language, also of an older list, and takes nothing away', async () => {
    const { load, nameIn } = await besideHouse();
    await load(vocabularyFile());
    const conceptSet = [
      { qcode: buses, prefLabel: { de: 'Busse', 'en-GB': 'omnibuses' }, retired: '2020-01-01T12:00:00Z' },
    ];
    const older = vocabularyFile('de', { dateReleased: '2020-01-01T12:00:00Z', conceptSet });
    expect((await load(older)).out).toContain('\n0 are new, 1 have changed.\n');
    expect([await nameIn('de-AT'), await nameIn('en')]).toEqual(['Busse', 'buses']);
    const newer = vocabularyFile('de', { dateReleased: '2026-06-30T12:00:00Z', conceptSet });
    await load(newer);
    expect([await nameIn('de'), await nameIn('en-US')]).toEqual(['Busse', 'omnibuses']);
  });

  it('says what is wrong with a file that is not one, and saves nothing', async () => {
    const { house, command, load } = await besideHouse();
    for (const text of ['<rdf/>', 'oops', '{}', vocabularyFile('de', { conceptSet: [{ qcode: 'x' }] })])
      expect(await load(text)).toMatchObject({
        code: 2,
        out: '',
        said: expect.stringMatching(/list\.json cannot be loaded\. It is /),
      });
    expect((await command('subjects', '/nowhere.json')).said).toContain('no such file');
    expect(await command('subjects')).toMatchObject({ code: 2, said: expect.stringContaining('-- FILE') });
    expect(await command('subjects', '--help')).toMatchObject({
      ...{ code: 0, said: '' },
      out: expect.stringContaining('npm run subjects -- FILE'),
    });
    expect(await eventsOn(house, 'medtop')).toEqual([]);
  });

  it('waits for another process that writes', async () => {
    const { house, load } = await besideHouse();
    const other = new BetterSqlite3(house.file);
    onTestFinished(() => void other.close());
    other.exec('BEGIN IMMEDIATE');
    const loading = load(vocabularyFile());
    // The server answers meanwhile.
    expect((await house.client.get('/v1/articles')).statusCode).toBe(200);
    other.exec('COMMIT');
    expect(await loading).toMatchObject({ code: 0, out: expect.stringContaining('6 are new') });
  });

  it('loads what IPTC publishes', async (context) => {
    const file = sharedFile(context, 'mediatopics/cptall-en-US.json');
    const { house, command } = await besideHouse();
    expect((await command('subjects', file)).out).toBe(
      '1370 subjects in en-US, 270 of them retired, released 2023-03-31.\n1370 are new, 0 have changed.\n',
    );
    const desk = await deskOf(house, 'editor');
    const sent = await desk.send('POST', '/articles', {
      body: { headline: 'Summit', subjects: [{ code: 'medtop:99999999' }] },
    });
    expect(sent.statusCode).toBe(422);
    // With all that is below sport.
    const sport = await house.client.get('/v1/articles?subject=medtop:15000000&count=true');
    expect(sport.json()).toMatchObject({ data: [], page: { total: 0 } });
  });
});
