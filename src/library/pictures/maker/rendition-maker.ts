import { LRUCache } from 'lru-cache';
import type { Actor, Database, Tx } from '../../../foundation/database/database.ts';
import type { FilesInUse } from '../../../foundation/files/files-in-use.ts';
import type { FileStore } from '../../../foundation/files/store.ts';
import { notFound, unavailable } from '../../../foundation/problem.ts';
import type { Priority } from '../../../foundation/process/worker-process.ts';
import { renditionKey } from '../renditions/files.ts';
import type { PlannedRendition } from '../renditions/plan.ts';
import { renditionsOf } from '../renditions/renditions.ts';
import { mimeTypes, type Extension } from '../../picture-shapes.ts';
import {
  findProcessing,
  findRendition,
  finishRenditions,
  saveRenditions,
  type RenditionRow,
} from '../renditions/rendition-store.ts';
import { findMediaItems, type MediaItem } from '../rows/store.ts';
import type { Site } from '../../site.ts';
import { ImageRefused, type ImageWorker } from '../worker/image-worker.ts';
import { asFailure } from './failure.ts';
import { type Report, trackTroubled } from './next-picture.ts';
import { renderFiles, type Wanted } from './render-files.ts';

type Parts = {
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

type Name = Omit<RenditionRow, 'bytes' | 'sha256'>;

export type RenditionMaker = ReturnType<typeof openRenditionMaker>;

/** How many files readers may wait for at once; further requests get 503. */
const mostForReaders = 50;
/** How long a failed rendition is not tried again. */
const rememberedMs = 600_000;

/** Makes renditions: the common ones in the background, the others at their first request. */
export function openRenditionMaker({
  database,
  store,
  imageWorker,
  site,
  incoming,
  filesInUse,
  actor,
}: Parts) {
  const troubled = trackTroubled();
  const inFlight = new Map<string, Promise<RenditionRow>>();
  const unmakeable = new LRUCache<string, true>({ max: 10_000, ttl: rememberedMs });
  let forReaders = 0;
  const counted = { made: 0, failedPictures: 0 };

  /**
   * One file of a picture, rendered if it is missing: at once for the desk (`now`), in turn for readers (`soon`).
   * Concurrent requests share it. Throws `not-found` for what cannot be made, and `unavailable`.
   */
  async function rendition(
    item: MediaItem,
    wanted: PlannedRendition,
    extension: Extension,
    priority: Exclude<Priority, 'later'> = 'soon',
  ): Promise<RenditionRow> {
    const name = nameOf(item, { rendition: wanted, extension });
    const key = renditionKey(name);
    try {
      return await once(name, async () => {
        const row = await findHere(name);
        if (row) return row;
        if (item.renditionsState === 'failed' || unmakeable.has(key)) throw notFound('file');
        const [made] = await inTurn(priority, () =>
          make(item, [{ rendition: wanted, extension }], priority, (_, keep) => keep()),
        );
        return made!;
      });
    } catch (error) {
      if (!(error instanceof ImageRefused)) throw error;
      unmakeable.set(key, true);
      throw Object.assign(notFound('file'), { cause: error });
    }
  }

  /** Runs `makeIt` unless the same file is in flight. */
  function once(name: Name, makeIt: () => Promise<RenditionRow>): Promise<RenditionRow> {
    const key = renditionKey(name);
    const known = inFlight.get(key);
    if (known) return known;
    const made = makeIt().finally(() => inFlight.delete(key));
    inFlight.set(key, made);
    return made;
  }

  async function inTurn<T>(priority: Priority, work: () => Promise<T>): Promise<T> {
    if (priority !== 'soon') return work();
    if (forReaders >= mostForReaders)
      throw unavailable(
        `${mostForReaders} pictures are being made for readers already; try again in a moment.`,
        5,
      );
    forReaders += 1;
    return work().finally(() => (forReaders -= 1));
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
          await database.transact(actor, ({ tx }) => writeDown(tx, row));
        });
        counted.made += 1;
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

  /** Renders the common files of the next picture that waits; false when none waits. */
  async function finishOne(report: Report): Promise<boolean> {
    const waiting = await database.read((db) => findProcessing(db, troubled.count() + 1));
    const id = troubled.next(waiting);
    if (id === undefined) return false;
    const item = (await database.read((db) => findMediaItems(db, [id]))).get(id);
    if (!item) return true;
    let fault: string | undefined;
    try {
      await makeAll(item);
    } catch (error) {
      fault = troubled.faultOf(id, error, report);
      if (fault === undefined) return true;
      counted.failedPictures += 1;
    }
    const { hash } = renditionsOf(item, site);
    await database.transact(actor, ({ tx }) => finishRenditions(tx, item, { hash, fault }));
    troubled.forget(id);
    for (const key of unmakeable.keys()) if (key.startsWith(`${id}/`)) unmakeable.delete(key);
    return true;
  }

  async function makeAll(item: MediaItem): Promise<void> {
    const all = renditionsOf(item, site)
      .planned.filter(({ ratio }) => ratio === 'original' || ratio === '16x9')
      .flatMap((rendition) => (['webp', 'jpg'] as const).map((extension) => ({ rendition, extension })));
    const here = await Promise.all(all.map((one) => findHere(nameOf(item, one))));
    const missing = all.filter((_, index) => !here[index]);
    if (missing.length === 0) return;
    await make(item, missing, 'later', (name, keep) =>
      // A reader's request may have made it meanwhile.
      once(name, async () => (await findHere(name)) ?? keep()),
    );
  }

  function nameOf(item: MediaItem, { rendition: { name }, extension }: Wanted): Name {
    return { mediaId: item.id, hash: renditionsOf(item, site).hash, name, extension };
  }

  /**
   * Renders all pictures that wait, one after the other; failures are reported and stop no other. A picture whose
   * original is not whole waits on. Throws `unavailable` while the store or the image worker fails.
   */
  async function run(report: Report = () => {}): Promise<void> {
    while (await finishOne(report));
  }

  return { rendition, run, stats: () => ({ ...counted, forReaders }) };
}
