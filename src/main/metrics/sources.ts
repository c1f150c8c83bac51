import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { DueRunner } from '../../foundation/due/runner.ts';
import type { App } from '../../foundation/http/request/app.ts';
import type { RenditionMaker } from '../../library/pictures/maker/rendition-maker.ts';
import { countProcessing } from '../../library/pictures/renditions/rendition-store.ts';
import type { ImageWorker } from '../../library/pictures/worker/image-worker.ts';
import { counter, type Figure, gauge } from './figures.ts';

export type Sources = {
  app: App;
  database: Database;
  due: DueRunner;
  pictures: { imageWorker: ImageWorker; renditionMaker: RenditionMaker };
  clock: Clock;
  /** The version of Dateline. */
  version: string;
};

/** Every figure that the parts of the server keep. */
export function figuresOf(sources: Sources): Figure[] {
  return [...ofAnswers(sources), ...ofDatabase(sources), ...ofDueWork(sources), ...ofPictures(sources)];
}

function ofAnswers({ app: { stats } }: Sources): Figure[] {
  return [
    counter(
      'dateline_http_refused_sockets_total',
      'Connections on which no whole request arrived: too slow, headers too large, not HTTP.',
      () => stats.refusedSockets,
    ),
    gauge('dateline_cache_entries', 'Answers in the response cache.', () => stats.cache?.answers),
    gauge('dateline_cache_bytes', 'Bytes in the response cache.', () => stats.cache?.bytes),
    gauge(
      'dateline_cache_in_flight',
      'Answers that are being made, and that equal requests wait for.',
      () => stats.cache?.inFlight,
    ),
    counter(
      'dateline_idempotency_replays_total',
      'Writes that were answered from an earlier one with the same Idempotency-Key.',
      () => stats.replays,
    ),
    counter(
      'dateline_import_items_total',
      'Items of imports over HTTP, without dry runs, by result.',
      () => stats.imports,
      'result',
    ),
  ];
}

function ofDatabase({ database }: Sources): Figure[] {
  const stats = shared(async () => database.stats());
  return [
    counter('dateline_database_writes_total', 'Write transactions.', async () => (await stats()).writes),
    counter(
      'dateline_database_write_wait_seconds_total',
      'Seconds that writes have waited for their turn.',
      async () => (await stats()).writeWaitMs / 1000,
    ),
    gauge(
      'dateline_database_writes_waiting',
      'Writes that wait for their turn.',
      async () => (await stats()).writesWaiting,
    ),
    counter(
      'dateline_database_writes_refused_total',
      'Writes that were refused since the disk is full or failing, or the database locked.',
      async () => (await stats()).writesRefused,
    ),
    gauge('dateline_database_refusing_writes', '1 while writes are refused, else 0.', () =>
      Number(database.trouble() !== undefined),
    ),
    counter(
      'dateline_database_commits_total',
      'Commits; several writes may share one.',
      async () => (await stats()).commits,
    ),
    counter(
      'dateline_database_busy_retries_total',
      'Times that another process had locked the database.',
      async () => (await stats()).busyRetries,
    ),
    gauge(
      'dateline_database_wal_bytes',
      'Size of the write-ahead log of the database.',
      async () => (await stats()).walBytes,
    ),
    gauge(
      'dateline_disk_free_bytes',
      'Free space on the disk of the database.',
      async () => (await stats()).freeDiskBytes,
    ),
  ];
}

function ofDueWork({ due, clock }: Sources): Figure[] {
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

function ofPictures({ database, pictures: { imageWorker, renditionMaker } }: Sources): Figure[] {
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

/** What is asked for while it is being read is the same answer. */
function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read().finally(() => (reading = undefined)));
}
