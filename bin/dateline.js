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
// What Node would do at each start, and need not:
module.registerHooks({
  resolve(specifier, context, next) {
    // Drizzle's ES modules are hundreds of small files that cost half a second and 200 MB; as CommonJS they do not.
    if (specifier.startsWith('drizzle-orm'))
      return next(specifier, { ...context, conditions: ['node', 'require', 'module-sync', 'node-addons'] });
    // For each of our own 500 files, it would look for a package.json in every folder above: a tenth of the start.
    if (/^\.{1,2}\/.*\.ts$/.test(specifier)) {
      const { href: url } = new URL(specifier, context.parentURL);
      return { url, format: 'module-typescript', shortCircuit: true };
    }
    return next(specifier, context);
  },
});
if (process.argv[2] === 'key') await import('../src/key-command.ts');
else if (process.argv[2] === 'import') await import('../src/import-command.ts');
else await import('../src/main.ts');
