/** `npm run doctor`: looks at the database, the pictures and what is around them, also while the server runs. */
import { systemClock } from '../foundation/clock.ts';
import { readConfig } from '../main/settings/config.ts';
import { examine } from '../main/doctor/examine.ts';
import { repair } from '../main/doctor/repair.ts';
import { openDatabase } from '../main/open-database.ts';
import { openFiles } from '../main/pictures.ts';
import { readArguments } from './arguments.ts';
import { fail, print } from './say.ts';

const usage = `npm run doctor
    --repair  makes anew what can be: search indexes, and files that were made of pictures
    --json    prints the findings as JSON
Ends with 0, or with 1 where something was found that is left, or with 2 where it could not look.`;

const options = {
  repair: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

try {
  const { positionals, values } = readArguments(usage, options);
  if (positionals.length > 0) throw new Error(usage);
  const config = readConfig();
  const findings = await examine(config, { pictures: openFiles(config), now: systemClock.now() });
  let left = findings;
  if (values.repair && findings.some((finding) => finding.repair)) {
    const database = await openDatabase({ config, clock: systemClock, patienceMs: 60_000, isCommand: true });
    await repair(database, findings, (step) => process.stderr.write(`${step}\n`)).finally(() =>
      database.close(),
    );
    left = findings.filter((finding) => !finding.repair);
  }
  if (values.json)
    print(
      JSON.stringify(
        findings.map(({ sentence, repair: one }) => ({
          sentence,
          repaired: values.repair && one !== undefined,
        })),
        null,
        2,
      ),
    );
  else {
    for (const finding of findings)
      print(left.includes(finding) ? finding.sentence : `Repaired: ${finding.sentence}`);
    print(
      findings.length === 0
        ? 'Nothing is wrong.'
        : `${findings.length} findings, ${findings.length - left.length} repaired.`,
    );
  }
  process.exitCode = left.length > 0 ? 1 : 0;
} catch (error) {
  fail(error);
}
