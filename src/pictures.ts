import { join } from 'node:path';
import { system } from './access/system.ts';
import type { Config } from './config.ts';
import type { Database } from './foundation/database/database.ts';
import { openFolder } from './foundation/files/folder.ts';
import { openS3 } from './foundation/files/s3.ts';
import type { FileStore } from './foundation/files/store.ts';
import { openDarkroom, type Darkroom } from './library/darkroom/darkroom.ts';
import { openStudio, type Studio } from './library/darkroom/studio.ts';
import { sweepFiles, type Swept } from './library/darkroom/sweep.ts';

export type PictureSettings = Pick<Config, 'mediaDir' | 'site'> & Partial<Pick<Config, 's3'>>;

/** Everything that handles the files of pictures, opened together. */
export type Pictures = {
  store: FileStore;
  darkroom: Darkroom;
  studio: Studio;
  /** A folder for what comes in and is not kept yet. */
  incoming: string;
  /** Takes away what no row names and is older than `keepMs`; says what is missing. */
  sweep: (now: number, keepMs?: number) => Promise<Swept>;
  /** The originals that a request has put into the store and is about to name. */
  held: Set<string>;
  close: () => void;
};

/** Where the files of pictures are kept, by the settings. */
export function openFiles({ mediaDir, s3 }: Omit<PictureSettings, 'site'>): FileStore {
  return s3 ? openS3(s3, incomingOf(mediaDir)) : openFolder(mediaDir);
}

export function openPictures(config: PictureSettings, database: Database): Pictures {
  const store = openFiles(config);
  const darkroom = openDarkroom();
  const incoming = incomingOf(config.mediaDir);
  const { site } = config;
  const studio = openStudio({ database, store, darkroom, site, incoming, actor: system });
  const held = new Set<string>();
  const stores = config.s3 ? [store, openFolder(config.mediaDir)] : [store];
  return {
    store,
    darkroom,
    studio,
    incoming,
    sweep: (now, keepMs) =>
      sweepFiles({
        database,
        stores,
        now,
        isHeld: (key) => held.has(key),
        ...(keepMs === undefined ? {} : { keepMs }),
      }),
    held,
    close: darkroom.close,
  };
}

// On the same disk as the folder store, which takes files by moving them.
function incomingOf(mediaDir: string): string {
  return join(mediaDir, 'incoming');
}
