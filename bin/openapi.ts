/** Writes `openapi.yaml`, the contract as the server serves it, and the tables of roles and of checks in the docs. `npm run openapi` */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../src/main/app.ts';
import { readConfig } from '../src/main/settings/config.ts';
import { systemClock } from '../src/foundation/clock.ts';
import { engineAt } from '../src/foundation/database/engines/engine-at.ts';
import { notesTable, preflightTable } from './doc-tables.ts';
import { roleTable, roleTableMarkdown } from './role-table.ts';

const folder = await mkdtemp(join(tmpdir(), 'dateline-openapi-'));
// No settings: what is committed must not depend on the machine that wrote it.
const config = readConfig({ DATA_DIR: folder });
const engine = await engineAt(config.databaseUrl);
const database = await engine.open({ clock: systemClock });
const app = createApp({ config: { ...config, mediaDir: folder }, database });
const { body } = await app.inject('/openapi.yaml');
await writeFile(new URL('../openapi.yaml', import.meta.url), body);
await writeTable('roles', roleTableMarkdown(roleTable(app)));
await writeTable('preflight', preflightTable());
await writeTable('notes', notesTable());
await app.close();
await database.close();
await rm(folder, { recursive: true });

/** Writes a table between the marks of its page. */
async function writeTable(name: string, table: string): Promise<void> {
  const page = new URL(`../docs/${name}.md`, import.meta.url);
  const marks = new RegExp(`(<!-- ${name}.*?-->\\n)[^]*?(<!-- /${name} -->)`);
  const before = await readFile(page, 'utf8');
  await writeFile(page, before.replace(marks, `$1\n${table}\n\n$2`));
}
