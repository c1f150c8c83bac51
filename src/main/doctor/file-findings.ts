import type { Db } from '../../foundation/database/database.ts';
import type { FileStore } from '../../foundation/files/store.ts';
import { findOwner, markKey, readMark } from '../../library/pictures/maker/owner.ts';
import {
  isOriginalKey,
  isRenditionKey,
  originalKey,
  renditionKey,
} from '../../library/pictures/renditions/files.ts';
import { findAllOriginals, findAllRenditions } from '../../library/pictures/renditions/rendition-store.ts';
import { type Finding, some } from './finding.ts';

const weekMs = 7 * 86_400_000;
/** The sweep has removed by then what no row names. */
const sweptMs = weekMs + 86_400_000;

/** What is wrong between pictures and their files. Sizes are compared; `backup --verify` reads every byte. */
export async function fileFindings(db: Db, store: FileStore, now: number): Promise<Finding[]> {
  const owner = await findOwner(db);
  const mark = await readMark(store);
  if (mark !== undefined && mark !== owner)
    return [
      {
        sentence: `The store of pictures belongs to another database, says ${markKey} in it: check MEDIA_DIR, S3_ENDPOINT and DATABASE_URL. Remove that file if there is no such database any more.`,
      },
    ];
  const stored = new Map<string, { bytes: number; changedAt: number }>();
  for await (const { key, ...file } of store.list('')) stored.set(key, file);
  const originals = await findAllOriginals(db);
  const renditions = await findAllRenditions(db);
  const named = new Set([...originals.map(originalKey), ...renditions.map(renditionKey)]);
  const unnamed = [...stored].filter(
    ([key, { changedAt }]) =>
      (isOriginalKey(key) || isRenditionKey(key)) && !named.has(key) && changedAt < now - sweptMs,
  );
  return [
    ...originals.flatMap((row): Finding[] => {
      const wrong = faultOf(stored.get(originalKey(row)), row.bytes);
      if (wrong === undefined) return [];
      const key = originalKey(row);
      const what = `The original of ${row.id} ${wrong} (${key})`;
      return [{ sentence: `${what}: put the file back from a backup, or upload it again at the desk.` }];
    }),
    ...renditions.flatMap((row): Finding[] => {
      const wrong = faultOf(stored.get(renditionKey(row)), row.bytes);
      if (wrong === undefined) return [];
      const { mediaId, hash, name, extension } = row;
      const sentence = `A file of ${mediaId} ${wrong} (${renditionKey(row)}): make it anew with --repair.`;
      return [{ sentence, repair: { rendition: { mediaId, hash, name, extension } } }];
    }),
    ...(unnamed.length === 0
      ? []
      : [
          {
            sentence: `${unnamed.length} files belong to no picture (${some(unnamed.map(([key]) => key))}) and were not removed within a week: look for "No picture files were removed" in what the server prints.`,
          },
        ]),
  ];
}

function faultOf(file: { bytes: number } | undefined, bytes: number): string | undefined {
  if (!file) return 'is missing';
  return file.bytes === bytes ? undefined : `has ${file.bytes} bytes instead of ${bytes}`;
}
