import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';

/** More than any answer that is read to its end, with its head and all that frames it. */
const mostBytes = 1024 * 1024;

/** The host sent more than is read of one answer. */
export class AnswerTooLong extends Error {
  override message = 'The host sent more than 1 MB in answer.';
}

/** A connector whose sockets are closed where more comes back for one message, in whatever part of the answer. */
export function bounded(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) =>
    connect(options, (...connected) => {
      if (connected[1]) bound(connected[1]);
      callback(...connected);
    });
}

function bound(socket: Socket): void {
  let sent = 0;
  let readBefore = 0;
  socket.on('readable', () => {
    // Something was sent since: this is the answer to that.
    if (socket.bytesWritten !== sent) [sent, readBefore] = [socket.bytesWritten, socket.bytesRead];
    if (socket.bytesRead - readBefore > mostBytes) socket.destroy(new AnswerTooLong());
  });
}
