import type { Socket } from 'node:net';

/** A reader may pause for so long, and must take at least so many bytes in a millisecond of what is sent at once. */
const patience = { pauseMs: 10_000, bytesPerMs: 64 };
/** Where this much waits in memory for all readers together, those go first that have waited longest, after a pause. */
const mostWaiting = { bytes: 64 * 1024 * 1024, pauseMs: 5_000 };

type Reader = { taken: number; sinceMs: number | undefined };

/** Watches whether connections take their answers. What the system still buffers for them counts as taken. */
export function slowReaders() {
  const readers = new Map<Socket, Reader>();

  /** Cuts the connections that have taken nothing for too long; gives how many. Call it about every second. */
  function cut(nowMs: number): number {
    const waiting = [...readers].flatMap(([socket, reader]) => {
      const bytes = socket.writableLength;
      const taken = socket.bytesWritten - bytes;
      if (bytes === 0) reader.sinceMs = undefined;
      else if (reader.sinceMs === undefined || reader.taken !== taken) reader.sinceMs = nowMs;
      reader.taken = taken;
      return reader.sinceMs === undefined ? [] : [{ socket, bytes, waitedMs: nowMs - reader.sinceMs }];
    });
    let inAll = waiting.reduce((sum, { bytes }) => sum + bytes, 0);
    const slowestFirst = waiting.toSorted((a, b) => b.waitedMs - a.waitedMs);
    const tooSlow = slowestFirst.filter(({ bytes, waitedMs }) => {
      const isTooMuch = inAll > mostWaiting.bytes && waitedMs >= mostWaiting.pauseMs;
      const isSlow = waitedMs >= patience.pauseMs + bytes / patience.bytesPerMs;
      if (isTooMuch || isSlow) inAll -= bytes;
      return isTooMuch || isSlow;
    });
    for (const { socket } of tooSlow) {
      readers.delete(socket);
      socket.destroy();
    }
    return tooSlow.length;
  }

  return {
    add: (socket: Socket) => void readers.set(socket, { taken: 0, sinceMs: undefined }),
    delete: (socket: Socket) => void readers.delete(socket),
    cut,
  };
}
