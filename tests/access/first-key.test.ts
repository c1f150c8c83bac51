import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { authenticate } from '../../src/access/caller.ts';
import { issueKey } from '../../src/access/issue-key.ts';
import { makeKey } from '../../src/access/key.ts';
import { listKeys } from '../../src/access/store.ts';
import { system } from '../../src/access/system.ts';
import { apiKeys } from '../../src/access/table.ts';
import { readConfig } from '../../src/main/settings/config.ts';
import { openNewsroom } from '../../src/main/newsroom.ts';
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
        databaseUrl: join(folder, 'dateline.db'),
        mediaDir: join(folder, 'media'),
        seed: 'none',
        site: settings.site,
        adminApiKey,
      },
      clock,
      report: (line) => said.push(line),
    });
    const keys = await database.read((db) => listKeys(db, { limit: 10 }, clock.now()));
    async function caller(key: string) {
      return (await authenticate(key, { database, clock })).caller;
    }
    return { file: join(folder, 'dateline.db'), database, keys: keys.data, caller, said: said.join('\n') };
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

  it('is not taken once there is another, and the start says so without repeating it', async () => {
    const open = await givenFolder();
    const { secret } = makeKey();
    const first = await open(secret);
    expect(first.said).not.toContain('ADMIN_API_KEY');
    await first.database.close();

    const other = makeKey();
    const second = await open(other.secret);
    expect(await second.caller(other.secret)).toBeUndefined();
    expect(second.said).toContain('ADMIN_API_KEY is ignored');
    expect(second.said).not.toContain(other.id);
    await second.database.close();

    const third = await open(secret);
    expect(third.said).not.toContain('ADMIN_API_KEY');
    await third.database.close();
  });

  it('is made where only keys of others are', async () => {
    const open = await givenFolder();
    const { secret } = makeKey();
    const first = await open();
    const editor = await first.database.transact(system, async (work) => {
      await work.tx.delete(apiKeys);
      return issueKey(work, { name: 'A key', role: 'editor', actor: { name: 'Somebody', kind: 'person' } });
    });
    await first.database.close();

    const second = await open(editor.secret);
    expect(await second.caller(editor.secret)).toMatchObject({ role: 'editor' });
    expect(second.said).toMatch(/First admin key \(shown once\): dl_/);
    expect(second.said).toContain('ADMIN_API_KEY is ignored');
    await second.database.transact(system, (work) =>
      work.tx.delete(apiKeys).where(eq(apiKeys.role, 'admin')),
    );
    await second.database.close();

    const third = await open(secret);
    expect(await third.caller(secret)).toMatchObject({ role: 'admin' });
    expect(third.said).toBe(`opening ${third.file}`);
    await third.database.close();
  });

  it('that is malformed stops the start, and is not repeated', () => {
    const secret = `${makeKey().secret.slice(0, -1)}-`;
    expect(() => readConfig({ ADMIN_API_KEY: secret })).toThrow(/ADMIN_API_KEY must be a whole key/);
    expect(() => readConfig({ ADMIN_API_KEY: secret })).not.toThrow(new RegExp(secret.slice(0, 20)));
  });
});
