import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Server-sent events (WHATWG HTML §9.2). */
export const eventStreamType = 'text/event-stream';

/** Who has not taken so many bytes is sent no more until there is room again. */
const mostWaiting = 128 * 1024;
const heartbeatMs = 15_000;
const askMs = 2_000;
/** How soon a client connects again after a cut, in milliseconds. */
const retryMs = 2_000;
/** So many may wait for the end of a stream before Node warns: by default ten, and there are some more. */
const mostListeners = 20;

/** An event as text; without a name, a browser calls it `message`. JSON has no line breaks. */
export function eventText({ id, event, data }: { id: string; event?: string; data: object }): string {
  const name = event === undefined ? '' : `event: ${event}\n`;
  return `id: ${id}\n${name}data: ${JSON.stringify(data)}\n\n`;
}

export type EventStream = ReturnType<typeof openEventStream>;

type Limits = {
  /** After so many seconds it ends. */
  seconds?: number | undefined;
  /** Asked every two seconds; it ends when this is false. May not throw. */
  mayGoOn?: () => Promise<boolean>;
};

/** A stream of events that are sent as they come, with a heartbeat. */
export function openEventStream({ seconds, mayGoOn }: Limits) {
  const stream = new Readable({ read() {}, highWaterMark: mostWaiting });
  /** Where a client goes on that is cut off now; an `id` alone is no event, but is remembered. */
  let place: string | undefined;
  let hasEnded = false;
  const beating = setInterval(beat, heartbeatMs).unref();
  const asking = mayGoOn && setInterval(() => void ask(mayGoOn), askMs).unref();
  const ending = seconds === undefined ? undefined : setTimeout(end, seconds * 1_000).unref();
  stream.once('close', () => {
    clearInterval(beating);
    clearInterval(asking);
    clearTimeout(ending);
  });
  send(`retry: ${retryMs}\n\n`);

  async function ask(may: () => Promise<boolean>): Promise<void> {
    if (!(await may())) end();
  }

  function beat(): void {
    send(place === undefined ? ':\n\n' : `id: ${place}\n\n`);
  }

  /** Notes how far the client has come, also where it was told of nothing; says so at once the first time. */
  function moveTo(id: string): void {
    const isFirst = place === undefined;
    place = id;
    if (isFirst) beat();
  }

  function send(text: string): void {
    if (!isOver()) stream.push(text);
  }

  function end(): void {
    if (isOver()) return;
    hasEnded = true;
    stream.push(null);
  }

  function isOver(): boolean {
    return hasEnded || stream.destroyed;
  }

  return {
    ...{ send, moveTo, end, isOver },
    isFull: () => stream.readableLength >= mostWaiting,
    /** Answers with it, and keeps proxies from holding events back until there are more. */
    answer(reply: FastifyReply): FastifyReply {
      reply.raw.setMaxListeners(mostListeners);
      return reply.type(eventStreamType).header('x-accel-buffering', 'no').send(stream);
    },
  };
}
