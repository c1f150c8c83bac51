#!/usr/bin/env node
// Plain JavaScript, so that a Node too old for the TypeScript sources can still say so.
import module from 'node:module';

const oldestNode = 24;

if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  console.error(
    `Dateline needs Node ${oldestNode} or newer, and this is Node ${process.versions.node}: run it through npm (\`npm ci\`, then \`npm start\`), which brings its own.`,
  );
  process.exit(1);
}

module.enableCompileCache();
const sources = new URL('../src/', import.meta.url).href;
const found = new Map();
// What Node would do at each start, and need not: a fifth of the time it takes.
module.registerHooks({
  resolve(specifier, context, next) {
    // Drizzle's ES modules are hundreds of small files that cost half a second and 200 MB; as CommonJS they do not.
    const asked = specifier.startsWith('drizzle-orm')
      ? { ...context, conditions: ['node', 'require', 'module-sync', 'node-addons'] }
      : context;
    if (!context.parentURL?.startsWith(sources)) return next(specifier, asked);
    // For each of our own 500 files, Node would look for a package.json in every folder above.
    if (/^\.{1,2}\/.*\.ts$/.test(specifier)) {
      const { href: url } = new URL(specifier, context.parentURL);
      return { url, format: 'module-typescript', shortCircuit: true };
    }
    // All of them mean the same by the name of a package.
    if (!/^[@\w]/.test(specifier)) return next(specifier, asked);
    const name = `${asked.conditions} ${specifier}`;
    if (!found.has(name)) found.set(name, next(specifier, asked));
    return { ...found.get(name), shortCircuit: true };
  },
});
if (process.argv[2] === 'key') await import('../src/commands/key-command.ts');
else if (process.argv[2] === 'import') await import('../src/commands/import-command.ts');
else await import('../src/main/main.ts');
// What was compiled is kept now: a process that is killed would never come to it.
module.flushCompileCache();
