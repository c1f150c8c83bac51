/** The thread in which the words of files are read: `reader.ts` asks it, one file after the other. */
import { parentPort } from 'node:worker_threads';
import { readMetadata } from './embedded-metadata.ts';

parentPort?.on('message', (path: string) => {
  void readMetadata(path).then((words) => parentPort?.postMessage(words));
});
parentPort?.postMessage('ready');
