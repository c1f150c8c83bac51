import closeWithGrace from 'close-with-grace';
import pretty from 'pino-pretty';
import { system } from './access/system.ts';
import { createApp } from './app.ts';
import { readConfig, type Config } from './config.ts';
import { doDueWork } from './edition/due/due.ts';
import { systemClock } from './foundation/clock.ts';
import { everySecond } from './foundation/every-second.ts';
import { pause } from './foundation/pause.ts';
import type { LogSettings } from './foundation/http/logging.ts';
import { openNewsroom } from './newsroom.ts';

try {
  await start(readConfig());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function start(config: Config): Promise<void> {
  const database = await openNewsroom({ config, clock: systemClock, report: say });
  let stopping = false;
  const app = createApp({ config, database, logger: loggerFor(config), isStopping: () => stopping });
  const stopDueWork = await everySecond(
    () => database.transact(system, doDueWork),
    (error) => app.log.error({ err: error }, 'due work failed; trying again in a second'),
  );

  closeWithGrace({ delay: config.stopDelayMs + 10_000 }, async ({ signal, err }) => {
    if (err) app.log.fatal({ err }, 'stopping after an error that nobody caught');
    stopping = true;
    // Whoever routes requests here needs a moment to see that we are not ready any more.
    if (signal === 'SIGTERM') await pause(config.stopDelayMs);
    await app.close();
    await stopDueWork();
    await database.close();
  });

  const address = await app.listen({ port: config.port, host: config.host });
  say(`Dateline serves at ${address}`);
  say(`Read its documentation at ${address}/docs`);
}

function loggerFor({ logLevel: level, logFormat }: Config): LogSettings {
  const forPeople = logFormat === 'pretty' || (logFormat === 'auto' && process.stdout.isTTY);
  return forPeople ? { level, stream: pretty({ ignore: 'pid,hostname', sync: true }) } : { level };
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
