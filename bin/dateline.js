#!/usr/bin/env node
// Plain JavaScript, so that a Node too old for the TypeScript sources can still say so.
import module from 'node:module';

const oldestNode = 24;
const commands =
  'key, import, backup, restore, copy, doctor, subjects (each with --help); without one the server starts.';

if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  console.error(
    `Dateline needs Node ${oldestNode} or newer, and this is Node ${process.versions.node}: run it through npm (\`npm ci\`, then \`npm start\`), which brings its own.`,
  );
  process.exit(1);
}

module.enableCompileCache();
await import('./hooks.js');
if (process.argv[2] === 'key') await import('../src/commands/key-command.ts');
else if (process.argv[2] === 'import') await import('../src/commands/import-command.ts');
else if (process.argv[2] === 'backup') await import('../src/commands/backup-command.ts');
else if (process.argv[2] === 'restore') await import('../src/commands/restore-command.ts');
else if (process.argv[2] === 'copy') await import('../src/commands/copy-command.ts');
else if (process.argv[2] === 'doctor') await import('../src/commands/doctor-command.ts');
else if (process.argv[2] === 'subjects') await import('../src/commands/subjects-command.ts');
else if (process.argv[2] === undefined) await import('../src/main/main.ts');
else if (process.argv[2] === '--help') console.log(`There are the commands ${commands}`);
else {
  console.error(`There is no command ${process.argv[2]}. There are: ${commands}`);
  process.exitCode = 2;
}
// What was compiled is kept now: a process that is killed would never come to it.
module.flushCompileCache();
