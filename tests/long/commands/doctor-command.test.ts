import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { commandsOf } from '../../support/commands.ts';
import { openHouse } from '../../support/house.ts';

describe('npm run doctor', () => {
  it('ends with 0, 1 or 2', async () => {
    const house = await openHouse();
    house.clock.set(Date.now());
    const command = commandsOf(house);
    expect(await command('doctor')).toEqual({ code: 0, out: 'Nothing is wrong.\n', said: '' });
    const other = new BetterSqlite3(house.file);
    other.exec('DELETE FROM name_search WHERE rowid = 1');
    other.close();
    expect(await command('doctor')).toMatchObject({
      code: 1,
      out: expect.stringContaining('1 findings, 0 repaired.'),
    });
    expect(await command('doctor', '--repair')).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 findings, 1 repaired.'),
    });
    expect(await command('doctor', '--json')).toMatchObject({ code: 0, out: '[]\n' });
    const nowhere = commandsOf(house, { DATABASE_URL: `${house.file}-none` });
    expect(await nowhere('doctor')).toMatchObject({
      code: 2,
      said: expect.stringContaining('there is none'),
    });
  });
});
