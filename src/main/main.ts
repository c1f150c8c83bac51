import closeWithGrace from 'close-with-grace';
import { system } from '../access/system.ts';
import { createApp } from './app.ts';
import { version } from './version.ts';
import { readConfig, type Config } from './settings/config.ts';
import { openUpkeep } from './database-upkeep.ts';
import { createRetentionJob } from '../desk/retention/job.ts';
import { openDueRunner } from './due.ts';
import { systemClock } from '../foundation/clock.ts';
import type { Database } from '../foundation/database/database.ts';
import { watchSteadiness } from '../foundation/due/steadiness.ts';
import { everySecond } from '../foundation/process/every-second.ts';
import { closingMs } from '../foundation/http/server/closing.ts';
import { findFreePort } from '../foundation/http/server/free-port.ts';
import { pause } from '../foundation/process/pause.ts';
import { openLog } from './log.ts';
import { isForTheLog } from '../foundation/problem.ts';
import { ensureOwner } from '../library/pictures/maker/owner.ts';
import { openImageWorker } from '../library/pictures/worker/image-worker.ts';
import { openOwnBackups } from './own-backups.ts';
import { openNewsroom } from './newsroom.ts';
import { openWebhookTools, startWebhooks } from './webhooks.ts';
import { createPictureJob } from './picture-job.ts';
import { openPictureServices } from './pictures.ts';

// Where nobody reads errors any more, there is nobody to tell of it: the server goes on.
process.stderr.on('error', () => undefined);

/** A fault of the machine: with a listener the instruction that failed would be tried for ever. */
const ofFaults: NonNullable<closeWithGrace.Options['skip']> = [
  'SIGILL',
  'SIGTRAP',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGSEGV',
];

try {
  const config = readConfig();
  // URLs in responses contain the port, so it is chosen before the app is created.
  await start(config.port > 0 ? config : readConfig(undefined, { PORT: await freePort(config.host) }));
} catch (error) {
  // What is open already, such as a database that nobody can write to, would keep the process.
  process.stderr.write(`${messageOf(error)}\n`, () => process.exit(1));
}

async function start(config: Config): Promise<void> {
  config.warnings.forEach(say);
  const log = await openLog(config, say);
  const database = await openNewsroom({ config, clock: systemClock, report: say });
  // Backups of several databases in one place are told apart by it.
  await ensureOwner(database, system);
  let stopping = false;
  const due = openDueRunner({
    database,
    clock: systemClock,
    report: (message, details) => app.log.error(details, message),
  });
  const imageWorker = openImageWorker({
    report: (err) =>
      app.log.error(
        { err },
        'pictures cannot be opened: uploads and new renditions answer 503 until they can',
      ),
  });
  const pictures = openPictureServices(config, database, imageWorker);
  const webhooks = openWebhookTools(config);
  const upkeep = await openUpkeep(config, database, () => app.log, endBeforeLoss);
  const backups = openOwnBackups(config, database, () => app.log);
  const metrics =
    config.metrics &&
    (await import('./metrics/metrics.ts')).openMetrics(config.metrics, (err) =>
      app.log.error({ err }, 'the metrics could not be read'),
    );
  const app = createApp({
    config,
    database,
    due,
    pictures,
    webhooks,
    databaseChecks: { ...upkeep.checks, ...backups?.checks },
    logger: log.settings,
    onAnswer: metrics?.onAnswer,
    isStopping: () => stopping,
  });
  const stopUpkeep = await upkeep.start();
  const stopBackups = await backups?.start();
  const stopDueWork = await everySecond(
    async () => {
      await due.run();
      return due.leftMs();
    },
    (error) => app.log.error({ err: error }, 'due work failed; trying again in a second'),
  );
  const isSteady = watchSteadiness({ database, clock: systemClock, actor: system });
  // Separate from due work, which must not wait for it.
  const stopRetention = await everySecond(retentionJob(config, database, isSteady), (error) =>
    app.log.error({ err: error }, 'what is too old could not be dropped; trying again in a second'),
  );

  const stopMakingRenditions = await everySecond(
    createPictureJob({
      database,
      pictures,
      isSteady,
      report: (media, err) => app.log.error({ err, media }, 'renditions could not be made'),
      say,
    }),
    (error) => {
      if (isForTheLog(error)) app.log.error({ err: error }, 'renditions were not made; trying again soon');
    },
  );
  const stopWebhooks = await startWebhooks({ database, site: config.site, tools: webhooks }, () => app.log);

  async function stop(): Promise<void> {
    await app.close();
    await stopWebhooks();
    await stopDueWork();
    await stopRetention();
    await stopMakingRenditions();
    await stopUpkeep();
    await stopBackups?.();
    await database.close();
    await log.flush();
    metrics?.close();
  }

  async function endBeforeLoss(why: string): Promise<void> {
    app.log.fatal({ file: config.databaseUrl }, `${why}: saves would be lost; stopping`);
    await log.flush();
    process.exit(1);
  }

  async function giveUp(error: Error): Promise<never> {
    await stop();
    throw error;
  }

  const metricsAddress = await metrics
    ?.start({
      ...{ app, database, due, pictures, backups, version },
      clock: systemClock,
      mediaDir: config.mediaDir,
    })
    .catch((error: unknown) => giveUp(cannotListen(config.metrics!, error, 'METRICS_')));
  const address = await app
    .listen({ port: config.port, host: config.host })
    .catch((error: unknown) => giveUp(cannotListen(config, error)));
  // The app cuts connections after `closingMs`; the same time again is left for the rest.
  closeWithGrace({ delay: config.stopDelayMs + 2 * closingMs, skip: ofFaults }, async ({ signal, err }) => {
    if (err) {
      app.log.fatal({ err }, 'stopping after an error that nobody caught');
      await log.flush();
    }
    stopping = true;
    // Load balancers need a moment to see that the server is not ready.
    if (signal === 'SIGTERM') await pause(config.stopDelayMs);
    await stop();
  });
  // A worker that cannot start is then known before the first upload.
  imageWorker.wake().catch(() => undefined);
  say(`Dateline serves at ${address}`);
  const { pathname } = new URL(config.site.publicUrl);
  say(`Read its documentation at ${pathname === '/' ? address : config.site.publicUrl}/docs`);
  if (metricsAddress !== undefined) say(`Its metrics are at ${metricsAddress}`);
}

function retentionJob(
  { keepDraftVersionsDays: keepDays, keepChangesDays }: Config,
  database: Database,
  isSteady: () => Promise<boolean>,
): () => Promise<void> {
  const kept = { keepDays, keepChangesDays };
  return createRetentionJob({ database, clock: systemClock, actor: system, ...kept, isSteady });
}

async function freePort(host: string): Promise<string> {
  return findFreePort(host).then(String, (error: unknown) => {
    throw cannotListen({ port: 0, host }, error);
  });
}

function cannotListen({ port, host }: Pick<Config, 'port' | 'host'>, error: unknown, of = ''): Error {
  return new Error(`Dateline cannot listen at ${of}PORT=${port} and ${of}HOST=${host}: ${messageOf(error)}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
