/** `npm run key -- …`: issues, lists and revokes keys beside the server, also while it runs. */
import { issueKey } from '../access/issue-key.ts';
import { makeKey } from '../access/key.ts';
import { revokeKey } from '../access/revoke-key.ts';
import { listKeys } from '../access/store.ts';
import { system } from '../access/system.ts';
import { resolveOrder } from '../desk/keys/order.ts';
import { presentKeys } from '../desk/keys/present.ts';
import { KeyIn } from '../desk/keys/schema.ts';
import { systemClock } from '../foundation/clock.ts';
import type { Database } from '../foundation/database/database.ts';
import { findFaults } from '../foundation/http/request/faults.ts';
import { readArguments } from './arguments.ts';
import { fail, print } from './say.ts';
import { withDatabase } from './with-database.ts';

const usage = `npm run key -- create --name NAME --role reporter|editor|chief|admin
                     [--actor ID | --person NAME | --service NAME] [--expires 2027-01-01T00:00:00Z]
                     [--scopes imports:run,events:read] [--sections world,sport] [--renewable]
npm run key -- list
npm run key -- revoke ID [--reason TEXT]
npm run key -- make          prints a key for ADMIN_API_KEY, and stores nothing`;

const words = [
  'name',
  'role',
  'actor',
  'person',
  'service',
  'expires',
  'scopes',
  'sections',
  'reason',
] as const;
const options = {
  ...(Object.fromEntries(words.map((word) => [word, { type: 'string' }])) as Record<
    (typeof words)[number],
    { type: 'string' }
  >),
  renewable: { type: 'boolean' },
} as const;

type Given = Partial<Record<(typeof words)[number], string>> & { renewable?: boolean };

try {
  const { positionals, values } = readArguments(usage, options);
  await run(positionals, values);
} catch (error) {
  fail(error, 1);
}

async function run([command, id, ...more]: string[], given: Given): Promise<void> {
  const isKnown = command === 'revoke' ? id !== undefined : id === undefined;
  if (!isKnown || more.length > 0) throw new Error(usage);
  switch (command) {
    case 'make':
      return print(makeKey().secret);
    case 'create':
      return withDatabase((database) => create(database, given));
    case 'list':
      return withDatabase(list);
    case 'revoke':
      return withDatabase((database) => revoke(database, id!, given));
    default:
      throw new Error(usage);
  }
}

// Without --actor, --person or --service: a new person named like the key.
async function create(
  database: Database,
  { name, role, actor, person, service, expires, scopes, sections, renewable }: Given,
): Promise<void> {
  if ([actor, person, service].filter((one) => one !== undefined).length > 1)
    throw new Error('Say one of --actor, --person and --service: a key belongs to one actor.');
  const somebody = service === undefined ? { name: person ?? name } : { name: service, kind: 'service' };
  const order = {
    name,
    role,
    actor: actor ?? somebody,
    ...(expires !== undefined && { expiresAt: expires }),
    ...(scopes !== undefined && { scopes: scopes.split(',') }),
    ...(sections !== undefined && { sections: sections.split(',') }),
    ...(renewable !== undefined && { renewable }),
  };
  const { faults, value } = findFaults(KeyIn, 'body', order);
  if (faults.length > 0) throw new Error(`${faults.map(({ detail }) => detail).join('\n')}\n\n${usage}`);
  const { secret } = await database.transact(system, async (work) =>
    issueKey(work, await resolveOrder(work.tx, value as KeyIn)),
  );
  process.stderr.write('The key (shown once):\n');
  print(secret);
}

async function list(database: Database): Promise<void> {
  const now = systemClock.now();
  const keys = await database.read(async (db) => {
    const { data } = await listKeys(db, { limit: 1000 }, now);
    return presentKeys(db, data, now);
  });
  for (const { id, state, role, name, actor, ...key } of keys) {
    const used = key.lastUsedAt === undefined ? 'never used' : `used ${key.lastUsedAt}`;
    const expires = key.expiresAt === undefined ? [] : [`expires ${key.expiresAt}`];
    const scopes = key.scopes ? [`scopes ${key.scopes.join(',')}`] : [];
    const sections = key.sections ? [`sections ${key.sections.map(({ slug }) => slug).join(',')}`] : [];
    const holder = `${actor.name} (${actor.id})`;
    print([id, state, role, name, holder, used, actor.kind, ...expires, ...scopes, ...sections].join('\t'));
  }
}

async function revoke(database: Database, id: string, { reason }: Given): Promise<void> {
  await database.transact(system, (work) => revokeKey(work, id, { reason }));
  process.stderr.write(`The key ${id} is revoked.\n`);
}
