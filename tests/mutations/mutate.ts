/** `npm run mutate`: plants each fault of `faults.yaml` in turn; `npm run mutate -- ID …` only these. Ends with 1 unless all were noticed. */
import { readFaults } from './faults.ts';
import { play } from './play.ts';

const atOnce = 2;

const faults = readFaults();
const ids = process.argv.slice(2);
const unknown = ids.filter((id) => !faults.some((fault) => fault.id === id));
if (unknown.length > 0) throw new Error(`No fault is called ${unknown.join(' or ')}.`);

const chosen = faults.filter(({ id }) => ids.length === 0 || ids.includes(id));
const counted = { noticed: 0, survived: 0, stale: 0, broken: 0 };
// The players share one walk through the list.
const walk = chosen.values();
await Promise.all(Array.from({ length: atOnce }, playOn));
console.log(
  Object.entries(counted)
    .map(([is, count]) => `${count} ${is}`)
    .join(', '),
);
if (counted.noticed < chosen.length) process.exitCode = 1;

async function playOn(): Promise<void> {
  for (const fault of walk) {
    const { is, because } = await play(fault);
    counted[is] += 1;
    console.log(`${is.padEnd(8)} ${fault.id}: ${fault.breaks} (${because})`);
  }
}
