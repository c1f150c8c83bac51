import { write as writeBytes, writeSync } from 'node:fs';

/** So many characters are gathered before they are written: what a pipe holds on Linux. */
const piece = 64 * 1024;
/** So many characters may wait for a slow reader. Lines that come then are dropped and counted. */
const mostWaiting = 8 * 1024 * 1024;
const everyMs = 1000;
const againMs = 10;

/** Where lines of the log go. `flush` ends when all of them are out, or after a second. */
export type LogDestination = { write(line: string): void; flush: () => Promise<void> };

/**
 * Writes lines to a file descriptor beside the event loop, many at once: neither their number, nor a slow reader, nor a
 * full disk holds up the server. Lines up to the level `info` go out within a second, others at once. What waits when the
 * process ends is written then; only a process that is killed loses it.
 */
export function openLogDestination(fd: number, report: (message: string) => void): LogDestination {
  let gathered = '';
  let isWriting = false;
  let [lost, isBroken] = [0, false];
  let flushed: (() => void)[] = [];
  setInterval(send, everyMs).unref();
  process.on('exit', () => writeNow(fd, gathered));

  function send(): void {
    if (isWriting || gathered === '') return;
    isWriting = true;
    put(Buffer.from(gathered));
    gathered = '';
  }

  function put(bytes: Buffer): void {
    writeBytes(fd, bytes, (error, written) => {
      if (error?.code === 'EAGAIN') setTimeout(put, againMs, bytes);
      else if (!error && written < bytes.length) put(bytes.subarray(written));
      else done(bytes, error);
    });
  }

  function done(bytes: Buffer, error: Error | null): void {
    isWriting = false;
    if (error) {
      lost += linesIn(bytes);
      if (!isBroken) report(`The log cannot be written: ${error.message}`);
    } else if (lost > 0) {
      report(`${lost} lines of the log were lost.`);
      lost = 0;
    }
    isBroken = error !== null;
    const goesOn = gathered !== '' && (gathered.length >= piece || flushed.length > 0);
    if (goesOn) return send();
    for (const tell of flushed) tell();
    flushed = [];
  }

  return {
    write(line) {
      if (gathered.length > mostWaiting) lost += 1;
      else gathered += line;
      if (gathered.length >= piece || isUrgent(line)) send();
    },
    flush() {
      send();
      return new Promise((resolve) => {
        if (!isWriting) return resolve();
        flushed.push(resolve);
        setTimeout(resolve, everyMs).unref();
      });
    },
  };
}

/** Whether a line begins with the level of a warning or more: `{"level":40`. */
function isUrgent(line: string): boolean {
  return line.charAt(9) >= '4';
}

function linesIn(bytes: Buffer): number {
  return bytes.toString().split('\n').length - 1;
}

/** Writes what is left when nothing can be waited for any more. A reader that takes nothing gets a second. */
function writeNow(fd: number, text: string): void {
  let bytes = Buffer.from(text);
  for (let tries = everyMs / againMs; bytes.length > 0 && tries > 0;) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      tries -= 1;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, againMs);
    }
  }
}
