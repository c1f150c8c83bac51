import { fstatSync, write as writeBytes, writeSync } from 'node:fs';

/** So many characters are gathered before they are written: what a pipe holds on Linux. */
const piece = 64 * 1024;
/** So many characters may wait for a slow reader. Lines that come then are dropped and counted. */
const mostWaiting = 8 * 1024 * 1024;
const everyMs = 1000;
const againMs = 10;

/** Where lines of the log go. `flush` ends when all of them are out, or after a second. */
export type LogDestination = { write(line: string): void; flush: () => Promise<void> };

/**
 * Writes lines to a file descriptor, many at once: neither their number, nor a slow reader, nor a full disk holds up the
 * server. A pipe must not block, as that of `process.stdout` does not. Lines up to the level `info` go out within a second,
 * others at once. What waits when the process ends is written then, as far as its reader takes it within a second; what it
 * does not take is counted and reported. A process that is killed loses it.
 */
export function openLogDestination(fd: number, report: (message: string) => void): LogDestination {
  let gathered = '';
  // Of the piece that is being written: what a pipe has not taken yet.
  let rest: Buffer = Buffer.alloc(0);
  let isWriting = false;
  let [lost, isBroken] = [0, false];
  let flushed: (() => void)[] = [];
  const put = isPipe(fd) ? putIntoPipe : putIntoFile;
  setInterval(send, everyMs).unref();
  process.on('exit', () => {
    lost += linesIn(writeNow(fd, Buffer.concat([rest, Buffer.from(gathered)])));
    // Where the log cannot be written, that has been said.
    if (lost > 0 && !isBroken) reportLost();
  });

  function send(): void {
    if (isWriting || gathered === '') return;
    isWriting = true;
    const bytes = Buffer.from(gathered);
    gathered = '';
    put(bytes);
  }

  // At once, since this never waits: so it is known at any moment, also at exit, what the pipe has taken.
  function putIntoPipe(bytes: Buffer): void {
    const { left, error } = writeSome(fd, bytes);
    rest = left;
    if (left.length > 0 && !error) setTimeout(putIntoPipe, againMs, left);
    else {
      rest = Buffer.alloc(0);
      done(left, error);
    }
  }

  // Beside the event loop: a disk may be slow.
  function putIntoFile(bytes: Buffer): void {
    writeBytes(fd, bytes, (error, written) => {
      if (!error && written < bytes.length) putIntoFile(bytes.subarray(written));
      else done(bytes, error);
    });
  }

  function done(bytes: Buffer, error: Error | null | undefined): void {
    isWriting = false;
    if (error) {
      lost += linesIn(bytes);
      if (!isBroken) report(`The log cannot be written: ${error.message}`);
    } else if (lost > 0) {
      reportLost();
    }
    isBroken = Boolean(error);
    const goesOn = gathered !== '' && (gathered.length >= piece || flushed.length > 0);
    if (goesOn) return send();
    for (const tell of flushed) tell();
    flushed = [];
  }

  function reportLost(): void {
    report(`${lost} lines of the log were lost.`);
    lost = 0;
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

/** Whether what is written may wait for a reader: a pipe or a socket. */
function isPipe(fd: number): boolean {
  const stats = fstatSync(fd);
  return stats.isFIFO() || stats.isSocket();
}

/** Writes as much as is taken now, and gives what is left; a reader that takes nothing more is no error. */
function writeSome(fd: number, bytes: Buffer): { left: Buffer; error?: NodeJS.ErrnoException } {
  let left = bytes;
  try {
    while (left.length > 0) left = left.subarray(writeSync(fd, left));
  } catch (thrown) {
    const error = thrown as NodeJS.ErrnoException;
    return error.code === 'EAGAIN' ? { left } : { left, error };
  }
  return { left };
}

/** Writes when nothing can be waited for any more, and gives what was not taken within a second. */
function writeNow(fd: number, bytes: Buffer): Buffer {
  let { left, error } = writeSome(fd, bytes);
  for (let tries = everyMs / againMs; left.length > 0 && !error && tries > 0; tries -= 1) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, againMs);
    ({ left, error } = writeSome(fd, left));
  }
  return left;
}
