import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { openFolder } from '../../files/folder.ts';
import { sizeOf } from '../../files/file-sizes.ts';
import { makeFolder } from '../../process/folder.ts';
import type { Engine } from '../engine.ts';
import { copyDatabase } from './file/copy-database.ts';
import { lookAtFile } from './file/own-file.ts';
import { fillFile } from './fill.ts';
import { keepLogShort } from './log/checkpoints.ts';
import { openReadOnly } from './read-only.ts';
import { openSqlite } from './sqlite.ts';

/** SQLite, with the database in that file. */
export function sqliteAt(file: string): Engine {
  return {
    look: async () => lookAtFile(file),
    async open(opening) {
      await makeFolder(dirname(file));
      return openSqlite({ file, ...opening });
    },
    openReadOnly: async () => openReadOnly(file),
    async fill(work) {
      await makeFolder(dirname(file));
      return fillFile(file, work);
    },
    file: {
      identity() {
        const found = statSync(file, { throwIfNoEntry: false });
        return found && `${found.dev} ${found.ino}`;
      },
      keepLogShort: (report) => keepLogShort(file, report),
      copyTo: async (target) => copyDatabase(file, target),
      refuseToReplace() {
        const left = [file, `${file}-wal`].find((one) => sizeOf(one) > 0);
        if (left !== undefined)
          throw new Error(
            `There is a database at ${left}: a backup is restored into an empty place only. Move it away, with what has its name and ends in -wal and -shm, or name another place with DATA_DIR.`,
          );
      },
      put: (copy) => openFolder(dirname(file)).put(basename(file), copy, 'application/vnd.sqlite3'),
    },
  };
}
