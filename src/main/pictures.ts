import { join } from 'node:path';
import { system } from '../access/system.ts';
import type { Config } from './settings/config.ts';
import type { Database } from '../foundation/database/database.ts';
import { openFolder } from '../foundation/files/folder.ts';
import { trackFilesInUse, type FilesInUse } from '../foundation/files/files-in-use.ts';
import { openS3 } from '../foundation/files/s3.ts';
import type { FileStore } from '../foundation/files/store.ts';
import { openImageWorker, type ImageWorker } from '../library/pictures/worker/image-worker.ts';
import { markFirst } from '../library/pictures/maker/first-mark.ts';
import { joinSharedFolder } from '../library/pictures/maker/shared-folder.ts';
import { openRenditionMaker, type RenditionMaker } from '../library/pictures/maker/rendition-maker.ts';
import { createHealing } from '../library/pictures/maker/heal.ts';
import { watchStore } from '../library/pictures/maker/watch-store.ts';
import { sweepFiles, type Swept } from '../library/pictures/maker/sweep.ts';
import { saying } from './settings/saying.ts';

export type PictureSettings = Pick<Config, 'mediaDir' | 'site'> & Partial<Pick<Config, 's3'>>;

/** The services for picture files, opened together. */
export type PictureServices = {
  store: FileStore;
  imageWorker: ImageWorker;
  renditionMaker: RenditionMaker;
  /** The folder of incoming files. */
  incoming: string;
  /** Marks a store without a mark as this database's, when it holds originals of it. */
  markFirst: () => Promise<void>;
  /** Removes unreferenced files after a while, or after `keepMs`; lists missing originals. */
  sweep: (now: number, keepMs?: number) => Promise<Swept>;
  /** Tries pictures again that may have failed for another reason than themselves; gives how many. */
  heal: (now: number) => Promise<number>;
  /** Throws when pictures can be neither kept nor read, or the folder has lost them. */
  checkStore: () => Promise<void>;
  /** Stored files that are about to be referenced. */
  filesInUse: FilesInUse;
  close: () => void;
};

/** The store of picture files, by the settings. */
export function openFiles({ mediaDir, s3 }: Omit<PictureSettings, 'site'>): FileStore {
  return s3 ? openS3(s3, incomingOf(mediaDir)) : openFolder(mediaDir);
}

/** Throws where other servers may have the database, too, and the folder for pictures is not one that they share. */
export async function refuseOtherFolder(
  { mediaDir, mediaShared, s3 }: Pick<Config, 'mediaDir'> & Partial<Pick<Config, 'mediaShared' | 's3'>>,
  database: Database,
): Promise<void> {
  const { locks } = database;
  if (!mediaShared || s3 || !locks) return;
  const parts = { database, store: openFolder(mediaDir), incoming: incomingOf(mediaDir), actor: system };
  await saying(`Cannot keep pictures in ${mediaDir} (MEDIA_DIR, or media in DATA_DIR)`, () =>
    joinSharedFolder(parts, locks),
  );
}

/** Opens them all; `imageWorker` is closed with them. */
export function openPictureServices(
  config: PictureSettings,
  database: Database,
  imageWorker: ImageWorker = openImageWorker(),
): PictureServices {
  const store = openFiles(config);
  const incoming = incomingOf(config.mediaDir);
  const { site } = config;
  const filesInUse = trackFilesInUse(database.locks);
  const renditionMaker = openRenditionMaker({
    database,
    store,
    imageWorker,
    site,
    incoming,
    filesInUse,
    actor: system,
  });
  return {
    store,
    imageWorker,
    renditionMaker,
    incoming,
    markFirst: () => markFirst({ database, store, incoming, actor: system }),
    sweep: (now, keepMs) =>
      sweepFiles({
        database,
        store,
        incoming,
        actor: system,
        filesInUse,
        now,
        ...(keepMs === undefined ? {} : { keepMs }),
      }),
    heal: createHealing({ database, actor: system }),
    checkStore: watchStore(store),
    filesInUse,
    close: imageWorker.close,
  };
}

/** The folder of incoming files, on the disk of the folder store, which moves files. */
export function incomingOf(mediaDir: string): string {
  return join(mediaDir, 'incoming');
}
