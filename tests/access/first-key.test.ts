import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { recognise } from '../../src/access/caller.ts';
import { makeKey } from '../../src/access/key.ts';
import { listKeys } from '../../src/access/store.ts';
import { readConfig } from '../../src/config.ts';
import { openNewsroom } from '../../src/newsroom.ts';
import { standingClock } from '../support/clock.ts';
import { settings } from '../support/settings.ts';

/** A folder in which newsrooms are opened, with what each opening reported. */
async function givenFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const clock = standingClock(settings.openedAt);
  return async function open(adminApiKey?: string) {
    const said: string[] = [];
    const database = await openNewsroom({
      config: {
        databaseFile: join(folder, 'dateline.db'),
        mediaDir: join(folder, 'media'),
        seed: 'none',
        site: settings.site,
        adminApiKey,
      },
      clock,
      report: (line) => said.push(line),
    });
    const keys = await database.read((db) => listKeys(db, { limit: 10 }));
    async function caller(key: string) {
      return (await recognise(key, { database, clock }))?.caller;
    }
    return { database, keys: keys.data, caller, said: said.join('\n') };
  };
}

describe('the first admin key', () => {
  it('is made with the database, printed once, and opens every door', async () => {
    const open = await givenFolder();
    const first = await open();
    const [, secret] = /First admin key \(shown once\): (dl_\w+)/.exec(first.said)!;
    expect(await first.caller(secret!)).toMatchObject({ name: 'Administrator', role: 'admin' });
    await first.database.close();

    const second = await open();
    expect(second.said).not.toContain('dl_');
    expect(second.keys.length).toBe(1);
    await second.database.close();
  });

  it('can be given, and is then not printed', async () => {
    const open = await givenFolder();
    const { secret } = makeKey();
    const { database, caller, said } = await open(secret);
    expect(await caller(secret)).toMatchObject({ role: 'admin' });
    expect(said).not.toContain('dl_');
    await database.close();
  });

  it('is not taken once there is any key', async () => {
    const open = await givenFolder();
    await (await open()).database.close();
    const { secret } = makeKey();
    const { database, caller } = await open(secret);
    expect(await caller(secret)).toBeUndefined();
    await database.close();
  });

  it('that is malformed stops the start, and is not repeated', () => {
    const secret = `${makeKey().secret.slice(0, -1)}-`;
    expect(() => readConfig({ ADMIN_API_KEY: secret })).toThrow(/ADMIN_API_KEY must be a whole key/);
    expect(() => readConfig({ ADMIN_API_KEY: secret })).not.toThrow(new RegExp(secret.slice(0, 20)));
  });
});
