import { onTestFinished } from 'vitest';
import type { House } from './house.ts';

export type StreamEvent = { id?: string; event?: string; data?: string };

/** Follows a stream over a socket. */
export async function followStream(house: House, path: string, headers: Record<string, string> = {}) {
  const address = await house.app.listen({ port: 0, host: '127.0.0.1' }).catch(() => addressOf(house));
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await fetch(`${address}${path}`, { headers, signal: abort.signal });
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = '';
  /** The next event; undefined when the stream has ended. */
  async function next(): Promise<StreamEvent | undefined> {
    let block = await nextBlock();
    while (block && block.data === undefined) block = await nextBlock();
    return block;
  }

  /** The `id` that comes alone. */
  async function place(): Promise<string> {
    let block = await nextBlock();
    while (block!.id === undefined) block = await nextBlock();
    return block!.id;
  }

  async function nextBlock(): Promise<StreamEvent | undefined> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const fields = block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]);
        return Object.fromEntries(fields);
      }
      const { done, value } = await reader.read();
      if (done) return undefined;
      text += decoder.decode(value, { stream: true });
    }
  }
  return { response, next, place, abort: () => abort.abort() };
}

function addressOf(house: House): string {
  const { port } = house.app.server.address() as { port: number };
  return `http://127.0.0.1:${port}`;
}
