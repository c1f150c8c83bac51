import { harnesses } from './all.ts';

// npm run steady [-- name …]: every harness at its full size, or those that are named.
const names = process.argv.slice(2);
const unknown = names.filter((name) => !harnesses.some((one) => one.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no ${unknown.join(', ')}. There are: ${harnesses.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
for (const { name, promise, play } of harnesses) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`\n${name}: ${promise}`);
  const startedAt = performance.now();
  const { broken, figures } = await play('full');
  for (const [what, figure] of Object.entries(figures)) console.log(`  ${what}: ${figure}`);
  for (const sentence of broken) console.log(`  BROKEN: ${sentence}`);
  console.log(
    `  ${broken.length === 0 ? 'held' : 'DID NOT HOLD'}, in ${Math.round((performance.now() - startedAt) / 1000)} s`,
  );
  if (broken.length > 0) process.exitCode = 1;
}
