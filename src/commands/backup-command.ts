/** `npm run backup -- …`: takes a backup beside the server, also while it runs, or verifies one. */
import { setPriority } from 'node:os';
import { systemClock } from '../foundation/clock.ts';
import { type BackedUp, backUp } from '../main/backup/back-up.ts';
import { openPlace } from '../main/backup/place.ts';
import { verify } from '../main/backup/restore.ts';
import { clashOfBackups } from '../main/settings/clashes.ts';
import { readConfig } from '../main/settings/config.ts';
import { openFiles } from '../main/pictures.ts';
import { version } from '../main/version.ts';
import { readArguments } from './arguments.ts';
import { fail, inMb, print } from './say.ts';

const usage = `npm run backup -- FOLDER OR s3://BUCKET/FOLDER     by default BACKUP_TO
    --verify [BACKUP]  restores a backup aside and compares it with its manifest; by default the newest
    --json             prints the result as JSON
Ends with 0, or with 1 where a picture is missing or damaged, or with 2 where nothing was done, or the
backup cannot be restored.`;

const options = {
  verify: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** Of processes that work in the background. */
const lowPriority = 10;

try {
  setPriority(lowPriority);
  const { positionals, values } = readArguments(usage, options);
  const config = readConfig();
  const [to = config.backup.to, name, ...more] = positionals;
  if (to === undefined || more.length > 0 || (name !== undefined && !values.verify)) throw new Error(usage);
  const { databaseUrl, scratchDir, backup } = config;
  const clash = values.verify ? undefined : clashOfBackups(to, config);
  if (clash !== undefined) throw new Error(`Name another folder for the backups: ${clash}.`);
  const place = openPlace(to, { ...backup, scratchDir });
  if (values.verify) {
    const { faults, manifest, ...verified } = await verify({ place, name, aside: scratchDir });
    if (values.json) print(JSON.stringify({ ...verified, faults }, null, 2));
    else for (const fault of faults) print(fault);
    if (!values.json && faults.length === 0)
      print(
        `The backup ${verified.name} is whole: ${manifest.database ? 'the database and ' : ''}${verified.files} picture files.`,
      );
    process.exitCode = faults.length > 0 ? 1 : 0;
  } else {
    const pictures = openFiles(config);
    const { keep } = backup;
    const done = await backUp({ databaseUrl, pictures, place, keep, version, now: systemClock.now() });
    print(values.json ? JSON.stringify(done) : linesOf(done, place.name, keep).join('\n'));
    process.exitCode = done.missing.length > 0 ? 1 : 0;
  }
} catch (error) {
  fail(error);
}

function linesOf(done: BackedUp, place: string, keep: number): string[] {
  const { name, seconds, bytes, counts, files, copied, missing, removed, refused, hasDatabase } = done;
  return [
    ...missing.map(
      (key) => `The picture file ${key} is missing in its store, or damaged: it is not in the backup.`,
    ),
    `Backup ${name} in ${place}: ${counts['stories']} stories, ${files} picture files, ${inMb(bytes)} MB; ${copied.files} files and ${inMb(copied.bytes)} MB copied in ${seconds} s.`,
    ...(hasDatabase
      ? []
      : [
          'The database is not in it, since a server keeps it: back it up with pg_dump, or with copies of that server.',
        ]),
    ...(removed.length > 0
      ? [`Removed ${removed.length} older backups: ${keep} are kept (BACKUP_KEEP).`]
      : []),
    ...(refused === undefined ? [] : [`${refused}.`]),
  ];
}
