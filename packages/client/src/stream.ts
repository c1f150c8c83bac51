import type { ChangePage, ChangesOptions } from './changes.ts';
import { persist } from './persist.ts';
import { readEvents } from './server-events.ts';
import { wait } from './retry.ts';
import type { Change } from './types.ts';

export type StreamOptions = Pick<ChangesOptions, 'after' | 'kind' | 'section' | 'locale' | 'signal'>;

/** The log does not go back to where the stream was: read what is public anew, and drop what you are not told then. */
export type Reset = { kind: 'reset'; cursor: string; detail: string };

type Asking = {
  ask: (query: object, signal?: AbortSignal) => Promise<ChangePage>;
  open: (query: object, signal?: AbortSignal) => Promise<ReadableStream<Uint8Array>>;
};

/** The server says something every 15 seconds: a connection that is silent for longer is dead. */
const longestSilenceMs = 45_000;

/** Follows changes as they happen; connects again where it is cut off, and goes on where it was. */
export async function* followStream(
  { ask, open }: Asking,
  { signal, ...options }: StreamOptions = {},
): AsyncGenerator<Change | Reset, void, undefined> {
  const asking = persist(signal);
  // Without a place, what happens while it is cut off would be missed.
  let after = options.after ?? (await asking(() => ask({}, signal))).page.next;
  let pauseMs = 2_000;
  for (;;) {
    const body = await asking(() => open({ ...options, after }, signal));
    for await (const { id, event, data, retry } of readEvents(body, longestSilenceMs)) {
      if (retry !== undefined) pauseMs = Number(retry);
      after = id ?? after;
      if (data === undefined) continue;
      const told = JSON.parse(data) as Change & Pick<Reset, 'detail'>;
      yield event === 'reset' ? { kind: 'reset', cursor: after, detail: told.detail } : told;
    }
    await wait(pauseMs, signal);
  }
}
