/** `npm run key -- …`: issues, lists and revokes keys beside the server, also while it runs. */
import { parseArgs } from 'node:util';
import { isUsable } from '../access/caller.ts';
import { issueKey } from '../access/issue-key.ts';
import { makeKey } from '../access/key.ts';
import { revokeKey } from '../access/revoke-key.ts';
import { listKeys } from '../access/store.ts';
import { ensureSystem, system } from '../access/system.ts';
import { readConfig } from '../main/config.ts';
import { openDatabase } from '../main/open-database.ts';
import { KeyIn } from '../desk/keys/schema.ts';
import { systemClock, toTimestamp } from '../foundation/clock.ts';
import type { Database } from '../foundation/database/database.ts';
import { findFaults } from '../foundation/http/request/faults.ts';

const usage = `npm run key -- create --name NAME --role reporter|editor|chief|admin
                     [--actor ID | --person NAME | --service NAME] [--expires 2027-01-01T00:00:00Z]
npm run key -- list
npm run key -- revoke ID [--reason TEXT]
npm run key -- make          prints a key for ADMIN_API_KEY, and stores nothing`;

const options = Object.fromEntries(
  ['name', 'role', 'actor', 'person', 'service', 'expires', 'reason'].map(
    (name) => [name, { type: 'string' }] as const,
  ),
);

type Given = Partial<Record<string, string>>;

try {
  const { positionals, values } = parseArgs({ args: process.argv.slice(3), options, allowPositionals: true });
  await run(positionals, values);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function run([command, id, ...more]: string[], given: Given): Promise<void> {
  const isKnown = command === 'revoke' ? id !== undefined : id === undefined;
  if (!isKnown || more.length > 0) throw new Error(usage);
  switch (command) {
    case 'make':
      return print(makeKey().secret);
    case 'create':
      return inDatabase((database) => create(database, given));
    case 'list':
      return inDatabase(list);
    case 'revoke':
      return inDatabase((database) => revoke(database, id!, given));
    default:
      throw new Error(usage);
  }
}

async function inDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase({
    config: readConfig(),
    clock: systemClock,
    patienceMs: 60_000,
    report: (step) => process.stderr.write(`${step}\n`),
  });
  try {
    await ensureSystem(database);
    await work(database);
  } finally {
    await database.close();
  }
}

// Without --actor, --person or --service: a new person named like the key.
async function create(
  database: Database,
  { name, role, actor, person, service, expires }: Given,
): Promise<void> {
  if ([actor, person, service].filter((one) => one !== undefined).length > 1)
    throw new Error('Say one of --actor, --person and --service: a key belongs to one actor.');
  const somebody = service === undefined ? { name: person ?? name } : { name: service, kind: 'service' };
  const order = {
    name,
    role,
    actor: actor ?? somebody,
    ...(expires !== undefined && { expiresAt: expires }),
  };
  const { faults, value } = findFaults(KeyIn, 'body', order);
  if (faults.length > 0) throw new Error(`${faults.map(({ detail }) => detail).join('\n')}\n\n${usage}`);
  const { secret } = await database.transact(system, (work) => issueKey(work, value as KeyIn));
  process.stderr.write('The key (shown once):\n');
  print(secret);
}

async function list(database: Database): Promise<void> {
  const { data } = await database.read((db) => listKeys(db, { limit: 1000 }));
  for (const { key, actor } of data) {
    const state =
      key.revokedAt !== null ? 'revoked' : isUsable(key, systemClock.now()) ? 'active' : 'expired';
    const used = key.lastUsedAt === null ? 'never used' : `used ${toTimestamp(key.lastUsedAt)}`;
    print([key.id, state, key.role, key.name, `${actor.name} (${actor.id})`, used].join('\t'));
  }
}

async function revoke(database: Database, id: string, { reason }: Given): Promise<void> {
  await database.transact(system, (work) => revokeKey(work, id, { reason }));
  process.stderr.write(`The key ${id} is revoked.\n`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
