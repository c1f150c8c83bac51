/** `npm run copy`, from one engine to the other and back, against a real server. */
import { spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Filling } from '../../../src/foundation/database/engine.ts';
import { engineAt } from '../../../src/foundation/database/engines/engine-at.ts';
import { copyRows } from '../../../src/main/copy.ts';
import { commandsOf } from '../../support/commands.ts';
import { openHouse, type House } from '../../support/house.ts';
import { programs, startServer, type PostgresServer } from '../../support/postgres-server.ts';
import { givenFolder } from '../../support/processes.ts';
import { addressesOf, answersOf, furnishedHouse } from './newsroom.ts';

describe.skipIf(!programs)('npm run copy', () => {
  let server: PostgresServer;
  let house: House;
  let endHouse: () => Promise<void>;
  let command: ReturnType<typeof commandsOf>;

  beforeAll(async () => {
    server = await startServer();
    house = await furnishedHouse({ atEnd: (end) => (endHouse = end) });
    command = commandsOf(house);
  });
  afterAll(async () => {
    await endHouse();
    await server.stop();
    server.remove();
  });

  async function ask(statement: string, url = server.url): Promise<any[]> {
    const client = new pg.Client(url);
    await client.connect();
    const { rows } = await client.query(statement);
    await client.end();
    return rows;
  }

  async function newDatabase(): Promise<string> {
    const name = `copy_${randomUUID().replaceAll('-', '')}`;
    await ask(`CREATE DATABASE ${name}`);
    return server.url.replace(/[^/]+$/, name);
  }

  async function newFile(): Promise<string> {
    return join(await givenFolder(), 'copy.db');
  }

  function copy(from: string, to: string) {
    return command('copy', '--from', from, '--to', to);
  }

  it('gives newsrooms of either engine that answer byte for byte as before', async () => {
    const [there, back] = [await newDatabase(), await newFile()];
    const { authorization } = await house.keyFor('admin');
    // Before the copy, since the first use of a key is noted.
    const addresses = await addressesOf(house, authorization);
    expect(await copy(house.file, there)).toMatchObject({
      code: 0,
      out: expect.stringContaining('Pictures are not'),
    });
    expect(await copy(there, back)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Copied \d+ rows of \d+ tables from postgres:/),
    });

    const before = await answersOf(house, authorization, addresses);
    expect(addresses.length).toBeGreaterThan(500);
    for (const file of [there, back]) {
      const moved = await openHouse({ after: { file, clock: house.clock, close: async () => {} } });
      const after = await answersOf(moved, authorization, addresses);
      const others = addresses.filter((address) => !isDeepStrictEqual(after[address], before[address]));
      expect(others.map((address) => [address, before[address], after[address]])).toEqual([]);
      await moved.close();
    }
  });

  it('copies every table of both engines, or makes it anew', async () => {
    const there = await newDatabase();
    await copy(house.file, there);
    const [on, off] = [await engineAt(house.file), await engineAt(there)];
    const [one, other] = [await on.openReadOnly(), await off.openReadOnly()];
    const tables = await one.tables();
    expect(await other.tables()).toEqual(tables);
    const found = await ask(
      "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
      there,
    );
    const anew = ['__drizzle_migrations', 'desk_search', 'live_search', 'name_search', 'search_totals'];
    expect(found.map(({ name }) => name as string).toSorted()).toEqual(
      [...tables.map(({ name }) => name), ...anew].toSorted(),
    );
    for (const { name, key } of tables) expect(key, name).not.toEqual([]);
    await Promise.all([one.close(), other.close()]);
  });

  it('brings every foreign key back', async () => {
    const [there, plain] = [await newDatabase(), await newDatabase()];
    await copy(house.file, there);
    await (await (await engineAt(plain)).open({ clock: house.clock })).close();
    const keys =
      'SELECT conrelid::regclass::text AS "table", conname, pg_get_constraintdef(oid) AS definition, convalidated FROM pg_constraint ORDER BY 1, 2';
    expect(await ask(keys, there)).toEqual(await ask(keys, plain));
  });

  it('is done once where two begin at once', async () => {
    const there = await newDatabase();
    const both = await Promise.all([copy(house.file, there), copy(house.file, there)]);
    expect(both.map(({ code }) => code).toSorted()).toEqual([0, 2]);
    expect(both.find(({ code }) => code === 2)!.said).toContain('there is a database of Dateline already');
  });

  it('refuses a place that is not empty, and one that is not there', async () => {
    const there = await newDatabase();
    await copy(house.file, there);
    expect(await copy(house.file, there)).toMatchObject({
      code: 2,
      said: expect.stringContaining('there is a database of Dateline already'),
    });
    expect(await copy(there, house.file)).toMatchObject({
      code: 2,
      said: expect.stringContaining('there is a database already'),
    });
    expect(await copy(house.file, `${there}_none`)).toMatchObject({
      code: 2,
      said: expect.stringContaining('has no such database'),
    });
    expect(await copy(await newFile(), await newDatabase())).toMatchObject({
      code: 2,
      said: expect.stringContaining('there is none'),
    });
    const others = await newDatabase();
    await ask('CREATE TABLE theirs (id int)', others);
    expect(await copy(house.file, others)).toMatchObject({
      code: 2,
      said: expect.stringContaining('tables of another application (theirs'),
    });
  });

  it('leaves nothing that looks like a database when it is killed, and begins anew', async () => {
    const there = await newDatabase();
    const whole = await copy(house.file, there);
    for (const [from, to] of [
      [house.file, await newDatabase()],
      [there, await newFile()],
    ] as const) {
      const engine = await engineAt(to);
      for (let times = 0; times < 5; times += 1) {
        const child = spawn(process.execPath, ['bin/dateline.js', 'copy', '--from', from, '--to', to], {
          stdio: 'ignore',
        });
        const ended = once(child, 'exit');
        await Promise.race([ended, pause(randomInt(100, 800))]);
        child.kill('SIGKILL');
        await ended;
        // It may have been done just then.
        if ((await engine.look()) === 'ours') break;
      }
      if ((await engine.look()) === 'new') await copy(from, to);
      expect(rowsIn(await copy(to, await newFile()))).toBe(rowsIn(whole));
    }
  });

  it('finds a row that is stored otherwise, keeps nothing, and names the table', async () => {
    for (const to of [await newDatabase(), await newFile()]) {
      const source = await (await engineAt(house.file)).openReadOnly();
      const target = await engineAt(to);
      await expect(
        source.read(() => target.fill((filling) => copyRows(source, damaging(filling), () => {}))),
      ).rejects.toThrow(
        /^the copy of the table topics differs: it has (\d+) rows with the checksum \w+, and the source \1 with/,
      );
      await source.close();
      expect(await target.look()).toBe('new');
      expect([existsSync(to), existsSync(`${to}.unfinished`)]).toEqual([false, false]);
    }
  });
});

function rowsIn({ out }: { out: string }): number {
  return Number(/^Copied (\d+) rows/.exec(out)![1]);
}

/** Stores a letter of one name otherwise. */
function damaging(filling: Filling): Filling {
  return {
    ...filling,
    insert: (table, rows) =>
      filling.insert(
        table,
        table.name === 'topics'
          ? rows.map((row) =>
              row.map((value, place) => (table.columns[place] === 'name' ? `${value}.` : value)),
            )
          : rows,
      ),
  };
}
