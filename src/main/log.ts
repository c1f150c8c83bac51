import type { LogSettings } from '../foundation/http/request/logging.ts';
import { openLogDestination } from '../foundation/process/log-destination.ts';
import type { Config } from './settings/config.ts';

export type Log = { settings: LogSettings; flush: () => Promise<void> };

/** The log on standard output: readable in a terminal, JSON elsewhere. */
export async function openLog(
  { logLevel: level, logFormat, logSample: sample }: Config,
  report: (message: string) => void,
): Promise<Log> {
  const forPeople = logFormat === 'pretty' || (logFormat === 'auto' && process.stdout.isTTY);
  if (forPeople) {
    const { default: pretty } = await import('pino-pretty');
    const stream = pretty({ ignore: 'pid,hostname', sync: true });
    return { settings: { level, stream, sample }, flush: async () => {} };
  }
  const stream = openLogDestination(process.stdout.fd, report);
  return { settings: { level, stream, sample }, flush: stream.flush };
}
