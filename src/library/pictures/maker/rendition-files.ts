import type { Actor, Database, Tx } from '../../../foundation/database/database.ts';
import type { FilesInUse } from '../../../foundation/files/files-in-use.ts';
import type { FileStore } from '../../../foundation/files/store.ts';
import { notFound, Problem } from '../../../foundation/problem.ts';
import type { Priority } from '../../../foundation/process/worker-process.ts';
import { renditionKey } from '../renditions/files.ts';
import { renditionsOf } from '../renditions/renditions.ts';
import { mimeTypes } from '../../picture-shapes.ts';
import { findRendition, saveRenditions, type RenditionRow } from '../renditions/rendition-store.ts';
import { findMediaItems, type MediaItem } from '../rows/store.ts';
import type { Site } from '../../site.ts';
import type { ImageWorker } from '../worker/image-worker.ts';
import { asFailure } from './failure.ts';
import { renderFiles, type Wanted } from './render-files.ts';

export type Parts = {
  database: Database;
  store: FileStore;
  imageWorker: ImageWorker;
  site: Site;
  /** A folder for temporary files, on the disk of the store. */
  incoming: string;
  filesInUse: FilesInUse;
  /** The actor of what is done. */
  actor: Actor;
};

/** What tells a rendition from others. */
export type Name = Omit<RenditionRow, 'bytes' | 'sha256'>;

/** Finds the files of renditions, and makes and keeps those that are missing. */
export function openRenditionFiles({
  database,
  store,
  imageWorker,
  site,
  incoming,
  filesInUse,
  actor,
}: Parts) {
  let made = 0;

  function nameOf(item: MediaItem, { rendition: { name }, extension }: Wanted): Name {
    return { mediaId: item.id, hash: renditionsOf(item, site).hash, name, extension };
  }

  /** The row of a rendition, if its file is whole in the store: one that was cut there is made anew. */
  async function findHere(name: Name): Promise<RenditionRow | undefined> {
    const row = await database.read((db) => findRendition(db, name));
    return row && (await store.sizeOf(renditionKey(row))) === row.bytes ? row : undefined;
  }

  /** Renders files of a picture. `each` decides about a file, and `keep` stores it: first the file, then its row. */
  async function make(
    item: MediaItem,
    wanted: Wanted[],
    priority: Priority,
    each: (name: Name, keep: () => Promise<RenditionRow>) => Promise<RenditionRow>,
  ): Promise<RenditionRow[]> {
    const parts = { store, imageWorker, site, incoming };
    return renderFiles(parts, item, { wanted, priority }, (one, save) => {
      const name = nameOf(item, one);
      return each(name, async () => {
        const { path, ...file } = await save();
        const row = { ...name, ...file };
        const key = renditionKey(row);
        await filesInUse.whileInUse([key], async () => {
          await store.put(key, path, mimeTypes[row.extension]);
          await database
            .transact(actor, ({ tx }) => writeDown(tx, row))
            .catch(async (error: unknown) => {
              // Killed or deleted meanwhile, and its other files are gone already.
              if (error instanceof Problem && error.problem === 'not-found') await store.remove(key);
              throw error;
            });
        });
        made += 1;
        return row;
      });
    }).catch((error: unknown): never => {
      throw asFailure(error);
    });
  }

  /** Saves the row, unless the picture has changed, was killed or was deleted meanwhile. */
  async function writeDown(tx: Tx, row: RenditionRow): Promise<void> {
    const item = (await findMediaItems(tx, [row.mediaId])).get(row.mediaId);
    if (!item || item.takenDown === 'killed') throw notFound('picture');
    if (renditionsOf(item, site).hash === row.hash) await saveRenditions(tx, [row]);
  }

  return { nameOf, findHere, make, countMade: () => made };
}
