/** `npm run restore -- …`: restores a backup into the empty place that the settings name. */
import { openPlace } from '../main/backup/place.ts';
import { restore } from '../main/backup/restore.ts';
import { shownPlace } from '../main/settings/addresses.ts';
import { openSecrets } from '../foundation/secrets/secrets.ts';
import { readConfig } from '../main/settings/config.ts';
import { incomingOf, openFiles } from '../main/pictures.ts';
import { readArguments } from './arguments.ts';
import { fail, print } from './say.ts';

const usage = `npm run restore -- FOLDER OR s3://BUCKET/FOLDER [BACKUP]     by default the newest backup
Restores into DATA_DIR (or DATABASE_URL, MEDIA_DIR and S3_ENDPOINT), which must be empty.
Where a server keeps the database, restore it first with pg_restore: this command restores the pictures that it
names, into an empty folder or beside those of the same database, also while Dateline runs. Before it runs, the webhooks
of the database are kept from being sent again what was on its way.
Ends with 0, or with 1 where a picture is missing or damaged, or with 2 where nothing was restored.`;

try {
  const { positionals } = readArguments(usage, {});
  const [from, name, ...more] = positionals;
  if (from === undefined || more.length > 0) throw new Error(usage);
  const config = readConfig();
  const { databaseUrl, scratchDir, mediaDir, backup } = config;
  const place = openPlace(from, { ...backup, scratchDir });
  const pictures = openFiles(config);
  const restored = await restore({
    ...{ place, name, databaseUrl, scratch: scratchDir },
    ...{ pictures, incoming: incomingOf(mediaDir), secrets: openSecrets(config.secrets) },
  });
  const { manifest, faults, files, webhooks } = restored;
  for (const fault of faults) print(fault);
  const shown = shownPlace(databaseUrl);
  print(
    manifest.database
      ? `Restored ${restored.name} to ${shown}: ${manifest.counts['stories']} stories and ${files} picture files, as they were at ${manifest.takenAt}. Start Dateline with the same settings.`
      : `Restored from ${restored.name} ${files} picture files that the database ${shown} names.${webhooks.length > 0 ? '' : ' The database was not changed.'}`,
  );
  for (const webhook of webhooks) print(webhook);
  if (faults.length > 0)
    print(
      `Picture files that are missing: ${faults.length}. npm run doctor names them, and with --repair makes anew what the server made; originals can only be uploaded again.`,
    );
  process.exitCode = faults.length > 0 ? 1 : 0;
} catch (error) {
  fail(error);
}
