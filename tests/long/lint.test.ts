import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const places = ['src/planted.ts', 'src/library/planted.ts', 'src/foundation/planted.ts'];
const eslint = new ESLint({
  cwd: root,
  // The planted files are not on the disk, and so not in the project.
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: places } } },
  },
});

const builder = `
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { pgTable, text } from 'drizzle-orm/pg-core';
import type BetterSqlite3 from 'better-sqlite3';
declare const tx: PgDatabase<PgQueryResultHKT>;
declare const connection: BetterSqlite3.Database;
declare const things: Map<string, number>;
const t = pgTable('things', { id: text('id') });
export async function remove() {
`;

describe('lint', { timeout: 60_000 }, () => {
  it.each([
    ['a builder that nobody awaits', 'tx.delete(t);', '@typescript-eslint/no-floating-promises'],
    ['a promise that nobody awaits', 'Promise.resolve(1);', '@typescript-eslint/no-floating-promises'],
    ["a driver's own call", "connection.prepare('select 1').get();", 'dateline/no-driver-calls'],
    [
      "drizzle's own transaction",
      'await tx.transaction(async (inner) => inner.select().from(t));',
      'no-restricted-syntax',
    ],
    ['relational queries', 'return tx.query;', 'no-restricted-syntax'],
    ['SQL from bare text', "sql.raw('1');", 'no-restricted-syntax'],
    ["the machine's clock", 'return Date.now();', 'no-restricted-syntax'],
    ["the machine's clock as a date", 'return new Date();', 'no-restricted-syntax'],
    ['chance', 'return Math.random();', 'no-restricted-syntax'],
    ['a timer', 'setTimeout(() => {}, 1);', 'no-restricted-syntax'],
    ['the environment', 'return process.env.PORT;', 'no-restricted-syntax'],
    ['the console', "console.log('hello');", 'no-console'],
    ['a default export', '} export default function two() {', 'no-restricted-syntax'],
    ['the driver', "} import 'better-sqlite3'; {", 'no-restricted-imports'],
  ])('refuses %s', async (_, line, rule) => {
    expect(await rulesBroken(`${builder}${line}\n}`)).toContain(rule);
  });

  it.each([
    ['an awaited builder', 'await tx.delete(t); await tx.insert(t).values({ id: "1" });'],
    ['a map', "return things.get('a');"],
    ['a date that is given', 'return new Date(0);'],
  ])('lets %s be', async (_, line) => {
    const broken = await rulesBroken(`${builder}${line}\n}`);
    // The fixture itself needs the driver's types.
    expect(broken.filter((rule) => !/unused|no-restricted-imports/.test(rule))).toEqual([]);
  });

  it('lets the foundation keep timers', async () => {
    expect(await rulesBroken('setTimeout(() => {}, 1);', 'src/foundation/planted.ts')).toEqual([]);
  });

  it("lets fastify's chain be, which may be awaited or not", async () => {
    const text = `
      import Fastify, { type FastifyReply } from 'fastify';
      export function start(reply: FastifyReply) {
        const app = Fastify();
        app.register(async () => {});
        app.get('/', async () => 'ok');
        reply.header('x', 'y');
        reply.code(200).send('ok');
      }`;
    expect(await rulesBroken(text)).toEqual([]);
  });
});

async function rulesBroken(text: string, filePath = 'src/library/planted.ts'): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath });
  return result!.messages.map((message) => message.ruleId ?? message.message);
}
