/** `npm run copy -- …`: copies a database to another place, also of another engine. */
import { copyDatabase } from '../main/copy.ts';
import { shownPlace } from '../main/settings/addresses.ts';
import { readArguments } from './arguments.ts';
import { fail, print } from './say.ts';

const usage = `npm run copy -- --from DATABASE --to DATABASE
    Copies a whole database to an empty place. Each is what DATABASE_URL may be: the path of a file, which
    is made, or the address of a database of a server, which must exist and be empty. Stop Dateline before:
    what is written meanwhile is not copied. Pictures stay where they are.
Ends with 0, or with 2 where nothing was copied; then the same command begins anew.`;

const options = { from: { type: 'string' }, to: { type: 'string' } } as const;

try {
  const { positionals, values } = readArguments(usage, options);
  const { from, to } = values;
  if (from === undefined || to === undefined || positionals.length > 0) throw new Error(usage);
  const { tables, rows } = await copyDatabase(from, to, (step) => process.stderr.write(`${step}\n`));
  print(
    `Copied ${rows} rows of ${tables} tables from ${shownPlace(from)} to ${shownPlace(to)}, and compared them: every table has the same rows.`,
  );
  print(
    'Pictures are not in the database. Start Dateline with the new DATABASE_URL and the same MEDIA_DIR or S3_ENDPOINT; several servers need a bucket, or a folder that all of them see and MEDIA_SHARED=on.',
  );
} catch (error) {
  fail(error);
}
