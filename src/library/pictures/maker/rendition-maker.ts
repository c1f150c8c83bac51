import { LRUCache } from 'lru-cache';
import { notFound, unavailable } from '../../../foundation/problem.ts';
import type { Priority } from '../../../foundation/process/worker-process.ts';
import { renditionKey } from '../renditions/files.ts';
import type { PlannedRendition } from '../renditions/plan.ts';
import { renditionsOf } from '../renditions/renditions.ts';
import type { Extension } from '../../picture-shapes.ts';
import { findProcessing, finishRenditions, type RenditionRow } from '../renditions/rendition-store.ts';
import { findMediaItems, type MediaItem } from '../rows/store.ts';
import { ImageRefused } from '../worker/image-worker.ts';
import { type Report, trackTroubled } from './next-picture.ts';
import { openRenditionFiles, type Name, type Parts } from './rendition-files.ts';

export type RenditionMaker = ReturnType<typeof openRenditionMaker>;

/** How many files readers may wait for at once; further requests get 503. */
const mostForReaders = 50;
/** How long a failed rendition is not tried again. */
const rememberedMs = 600_000;

/** Makes renditions: the common ones in the background, the others at their first request. */
export function openRenditionMaker(parts: Parts) {
  const { database, site, actor } = parts;
  const { nameOf, findHere, make, countMade } = openRenditionFiles(parts);
  const troubled = trackTroubled();
  const inFlight = new Map<string, Promise<RenditionRow>>();
  const unmakeable = new LRUCache<string, true>({ max: 10_000, ttl: rememberedMs });
  let forReaders = 0;
  let failedPictures = 0;

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
      failedPictures += 1;
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

  /**
   * Renders all pictures that wait, one after the other; failures are reported and stop no other. A picture whose
   * original is not whole waits on. Throws `unavailable` while the store or the image worker fails.
   */
  async function run(report: Report = () => {}): Promise<void> {
    while (await finishOne(report));
  }

  return { rendition, run, stats: () => ({ made: countMade(), failedPictures, forReaders }) };
}
