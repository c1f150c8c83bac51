import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ImportReport } from '../../../src/desk/imports/schema.ts';
import { importer } from '../../../src/access/system.ts';
import { refuseRows } from '../../support/broken.ts';
import { deskOf } from '../../support/desk.ts';
import { openHouse, type House } from '../../support/house.ts';

const run = promisify(execFile);

const item = {
  uri: 'tag:wire.example,2026:1',
  type: 'text',
  version: '1',
  headlines: [{ value: 'Ferry Returns' }],
  bodies: [{ contentType: 'text/plain', value: 'It is back.' }],
};

type Files = Record<string, string | Buffer>;

/** The command beside an open house, with a folder of files; gives what it prints, and how it ended. */
async function givenCommand(house: House, files: Files) {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const env = { ...process.env, DATABASE_URL: house.file };
  return async function importing(name: string, ...words: string[]) {
    const path = name === '' ? [] : [join(folder, name)];
    try {
      const { stdout, stderr } = await run(
        process.execPath,
        ['bin/dateline.js', 'import', ...path, ...words],
        { env },
      );
      return { out: stdout, said: stderr, code: 0 };
    } catch (error) {
      const { stdout, stderr, code } = error as { stdout: string; stderr: string; code: number };
      return { out: stdout, said: stderr, code };
    }
  };
}

function json(value: unknown): string {
  return JSON.stringify(value);
}

describe('npm run import', () => {
  it('imports a file beside the server, as a service on record, and changes nothing the second time', async () => {
    const house = await openHouse({ seed: 'none' });
    const importing = await givenCommand(house, { 'one.json': json(item) });
    const first = await importing('one.json');
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('1 created') });
    expect(first.said).toContain('1 of 1 items');
    expect((await importing('one.json')).out).toContain('1 unchanged');
    const desk = await deskOf(house, 'chief');
    const { data } = (await desk.send('GET', '/articles')).json();
    expect(data).toMatchObject([
      {
        headline: 'Ferry Returns',
        publication: { state: 'none' },
        createdBy: { id: importer.id, name: 'Import' },
      },
    ]);
    const events = (await desk.send('GET', `/articles/${data[0].id}/history`)).json().data;
    expect(events).toMatchObject([{ action: 'article.created', by: { id: importer.id } }]);
  });

  it('reads folders and all below, lists and lines, and says what it passed over', async () => {
    const house = await openHouse({ seed: 'none' });
    const lines = [2, 3].map((number) => json({ ...item, uri: `tag:${number}` }));
    const importing = await givenCommand(house, {
      'b/list.json': json([
        { ...item, uri: 'tag:4' },
        { ...item, uri: 'tag:5' },
      ]),
      'a/lines.ndjson': `\uFEFF${lines[0]}\n\n${lines[1]}\r\n`,
      'a/photo.jpg': Buffer.from([255, 216, 255]),
      'pretty.JSON': JSON.stringify(item, null, 2),
    });
    const { out, said, code } = await importing('', '--json');
    expect([out, code]).toEqual(['', 1]);
    expect(said).toContain('npm run import -- FILE OR FOLDER');
    const whole = await importing('.', '--json', '--publish');
    const { results, totals } = JSON.parse(whole.out) as ImportReport;
    expect(totals).toMatchObject({ items: 5, created: 5, published: 5 });
    expect(results.map(({ file, index }) => `${file} ${index}`)).toEqual([
      'a/lines.ndjson 0',
      'a/lines.ndjson 1',
      'b/list.json 0',
      'b/list.json 1',
      'pretty.JSON 0',
    ]);
    expect(whole.said).toContain('Passed over, for they are not named .json, .ndjson or .jsonl: a/photo.jpg');
    expect((await house.client.get('/v1/articles')).json().data).toHaveLength(5);
  });

  it('says of each refusal what is wrong and where, imports the rest, and ends with 1', async () => {
    const house = await openHouse({ seed: 'none' });
    const importing = await givenCommand(house, {
      'bad/latin1.json': Buffer.from('{"uri":"caf\u00e9"}', 'latin1'),
      'bad/empty.json': '',
      'bad/list.json': '[]',
      'bad/news.json': '<?xml version="1.0"?><NewsML/>',
      'bad/lines.jsonl': `${json(item)}\n{"uri": oops\n${json({ uri: 'tag:2', type: 'picture' })}`,
    });
    const { out, code } = await importing('bad');
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      'refused: empty.json, item 1',
      expect.stringMatching(/^ {2}This is not JSON: .*\.$/),
      'refused: latin1.json, item 1',
      '  The file is no text in UTF-8.',
      'refused: lines.jsonl, item 2',
      expect.stringMatching(/^ {2}Line 2: This is not JSON: .*\.$/),
      'refused: lines.jsonl, item 3: tag:2 (ninjs)',
      '  /type: This is a picture: upload its file at /v1/desk/media.',
      'refused: list.json, item 1',
      '  The file holds an empty list.',
      'refused: news.json, item 1',
      '  This is XML and not JSON; NewsML and the like are not read yet.',
      '7 items: 1 created, 0 updated, 0 unchanged, 0 waiting, 0 cancelled, 0 superseded, 6 refused; 0 published.',
      '',
    ]);
  });

  it('names an item at which the server fails, imports the rest, and ends with 1', async () => {
    const house = await openHouse({ seed: 'none' });
    await refuseRows(house, 'articles', "NEW.headline = 'Boom'");
    const boom = { ...item, uri: 'tag:2', headlines: [{ value: 'Boom' }] };
    const importing = await givenCommand(house, { 'list.json': json([boom, item]) });
    const { out, said, code } = await importing('list.json');
    expect(code).toBe(1);
    expect(said).toMatch(/^list\.json, item 1: .*planted/ms);
    expect(out).toContain('failed: list.json, item 1: tag:2');
    expect(out).toContain(
      '1 created, 0 updated, 0 unchanged, 0 waiting, 0 cancelled, 0 superseded, 0 refused, 1 failed; 0 published.',
    );
  });

  it('keeps nothing of a dry run, and says what would not be kept when it is asked', async () => {
    const house = await openHouse({ seed: 'none' });
    const importing = await givenCommand(house, {
      'one.json': json({ ...item, random: 1, '\u001b[2J': 1 }),
    });
    const { out, code } = await importing('one.json', '--dry-run', '--notes', '--create-records');
    expect([code, out.includes('\u001b'), out.includes('[2J')]).toEqual([0, false, true]);
    const fine = await givenCommand(house, { 'one.json': json({ ...item, random: 1, by: 'Jane Doe' }) });
    const told = await fine('one.json', '--dry-run', '--notes', '--create-records');
    expect(told.out.split('\n').slice(1)).toEqual([
      '  /random: No property of ninjs, and not kept: "random".',
      '  /by: The byline "Jane Doe" is new.',
      '1 items: 1 created, 0 updated, 0 unchanged, 0 waiting, 0 cancelled, 0 superseded, 0 refused; 0 published.',
      'This was a dry run: nothing of it stays.',
      '',
    ]);
    const desk = await deskOf(house, 'chief');
    expect((await desk.send('GET', '/articles')).json().data).toEqual([]);
    expect((await desk.send('GET', '/bylines')).json().data).toEqual([]);
  });

  it('says what is wrong with what it is told', async () => {
    const house = await openHouse({ seed: 'none' });
    const importing = await givenCommand(house, {});
    for (const [words, said] of [
      [['--colour'], '--colour'],
      [['--format', 'wxr'], '--format must be one of ninjs'],
      [['--change', ' '], '--change must not be empty'],
      [['another'], 'npm run import -- FILE OR FOLDER'],
    ] as const) {
      const answer = await importing('.', ...words);
      expect([answer.code, answer.said]).toEqual([1, expect.stringContaining(said)]);
    }
    expect((await importing('nowhere.json')).said).toContain('nowhere.json');
    expect(await importing('.', '--help')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^npm run import -- FILE OR FOLDER/),
    });
  });

  it('imports into no new database at a path that is wrong', async () => {
    const house = await openHouse({ seed: 'none' });
    const wrong = { ...house, file: `${house.file}-none` };
    const importing = await givenCommand(wrong, { 'one.json': json(item) });
    expect(await importing('one.json', '--dry-run')).toMatchObject({
      code: 1,
      said: expect.stringContaining('there is none. Name the right place'),
    });
    expect(existsSync(wrong.file)).toBe(false);
  });
});
