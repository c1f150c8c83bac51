/** Writes `openapi.yaml`, the contract as the server serves it, and the table of roles in the docs. `npm run openapi` */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../src/main/app.ts';
import { readConfig } from '../src/main/settings/config.ts';
import { systemClock } from '../src/foundation/clock.ts';
import { engineAt } from '../src/foundation/database/engines/engine-at.ts';
import { roleTable, roleTableMarkdown } from './role-table.ts';

const folder = await mkdtemp(join(tmpdir(), 'dateline-openapi-'));
// No settings: what is committed must not depend on the machine that wrote it.
const config = readConfig({ DATA_DIR: folder });
const engine = await engineAt(config.databaseUrl);
const database = await engine.open({ clock: systemClock });
const app = createApp({ config: { ...config, mediaDir: folder }, database });
const { body } = await app.inject('/openapi.yaml');
await writeFile(new URL('../openapi.yaml', import.meta.url), body);
const page = new URL('../docs/roles.md', import.meta.url);
const table = roleTableMarkdown(roleTable(app));
const before = await readFile(page, 'utf8');
await writeFile(page, before.replace(/(<!-- roles.*?-->\n)[^]*?(<!-- \/roles -->)/, `$1\n${table}\n\n$2`));
await app.close();
await database.close();
await rm(folder, { recursive: true });
