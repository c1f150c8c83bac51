import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { DueRunner } from '../../foundation/due/runner.ts';
import type { App } from '../../foundation/http/request/app.ts';
import type { RenditionMaker } from '../../library/pictures/maker/rendition-maker.ts';
import { countProcessing } from '../../library/pictures/renditions/rendition-store.ts';
import type { ImageWorker } from '../../library/pictures/worker/image-worker.ts';
import { counter, type Figure, gauge, shared } from './figures.ts';

/** Schedules, expiries, and all else that happens at a time. */
export function ofDueWork(due: DueRunner, clock: Clock): Figure[] {
  const lag = shared(() => due.lag());
  return [
    gauge(
      'dateline_due_late',
      'Due changes that are more than a second late.',
      async () => (await lag()).late,
    ),
    gauge('dateline_due_lag_seconds', 'How late the oldest of them is, in seconds.', async () => {
      const { since } = await lag();
      return since === undefined ? 0 : (clock.now() - since) / 1000;
    }),
    gauge(
      'dateline_due_set_aside',
      'Due changes that were refused and wait for an editor.',
      async () => (await lag()).setAside,
    ),
    counter('dateline_due_done_total', 'Due changes that were done.', () => due.stats().done),
    counter('dateline_due_failures_total', 'Tries of due changes that failed.', () => due.stats().failed),
  ];
}

export type Pictures = { imageWorker: ImageWorker; renditionMaker: RenditionMaker };

/** Renditions and the process that makes them. */
export function ofPictures(database: Database, { imageWorker, renditionMaker }: Pictures): Figure[] {
  return [
    gauge('dateline_renditions_waiting', 'Pictures that wait for their renditions.', () =>
      database.read(countProcessing),
    ),
    gauge(
      'dateline_renditions_for_readers',
      'Files of pictures that readers wait for.',
      () => renditionMaker.stats().forReaders,
    ),
    counter(
      'dateline_renditions_made_total',
      'Files of pictures that were made.',
      () => renditionMaker.stats().made,
    ),
    counter(
      'dateline_renditions_failed_total',
      'Pictures whose renditions could not be made.',
      () => renditionMaker.stats().failedPictures,
    ),
    gauge(
      'dateline_image_worker_waiting',
      'Jobs that wait for the image worker, by priority.',
      () => imageWorker.stats().waiting,
      'priority',
    ),
    counter('dateline_image_worker_jobs_total', 'Jobs of the image worker.', () => imageWorker.stats().jobs),
    counter(
      'dateline_image_worker_starts_total',
      'Starts of the image worker; it stops when there is nothing to do.',
      () => imageWorker.stats().starts,
    ),
    counter(
      'dateline_image_worker_failed_starts_total',
      'Starts of the image worker that failed.',
      () => imageWorker.stats().failedStarts,
    ),
    counter(
      'dateline_image_worker_deaths_total',
      'Image workers that died over a file, or took too long.',
      () => imageWorker.stats().deaths,
    ),
  ];
}

/** What /health/ready looks at. */
export function ofHealth({ stats }: App): Figure[] {
  return [
    gauge(
      'dateline_check_failing',
      '1 while a check of /health/ready fails, else 0, by check.',
      () => stats.failingChecks?.(),
      'check',
    ),
  ];
}

/** Imports over HTTP; those by command are other processes. */
export function ofImports({ stats }: App): Figure[] {
  return [
    counter(
      'dateline_import_items_total',
      'Items of imports over HTTP, without dry runs, by result.',
      () => stats.imports,
      'result',
    ),
  ];
}
