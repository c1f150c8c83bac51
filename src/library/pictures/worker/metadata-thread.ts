/** The thread that reads embedded metadata, one file after the other, for `metadata-reader.ts`. */
import { parentPort } from 'node:worker_threads';
import { readMetadata } from './embedded-metadata.ts';

parentPort?.on('message', (path: string) => {
  void readMetadata(path).then((words) => parentPort?.postMessage(words));
});
parentPort?.postMessage('ready');
