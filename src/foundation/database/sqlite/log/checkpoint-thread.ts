/** The thread that moves the write-ahead log into the database, for `checkpoints.ts`. Any message ends it. */
import { realpathSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { connect, stopWaiting } from '../connection/connection.ts';
import { troubleIn } from '../connection/errors.ts';
import { moveLog } from './move-log.ts';

const { file } = workerData as { file: string };
const connection = connect(file, { fileMustExist: true });
stopWaiting(connection);
const realFile = realpathSync(file);

const timer = setInterval(() => {
  try {
    moveLog(connection, realFile);
  } catch (error) {
    // A full disk is told of by the writes that it refuses.
    if (troubleIn(error) === undefined) throw error;
  }
}, 1_000);

parentPort!.once('message', () => {
  clearInterval(timer);
  connection.close();
});
