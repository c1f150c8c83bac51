/** Desks that make and publish story after story on two servers, and insist where they got no answer. */
import { expect } from 'vitest';
import type { Answer, Sent } from './pair.ts';

export type Reached = { send: (method: string, path: string, sent?: Sent) => Promise<Answer | undefined> };
export type Acknowledged = { id: string; headline: string };

export type Progress = {
  /** What was acknowledged so far. */
  acknowledged: readonly Acknowledged[];
  /** Waits until so many more stories are published than now. */
  untilPublished: (more: number) => Promise<void>;
};

type Publishing = {
  /** Of the two, the other is asked where one gives no answer or 503. */
  servers: readonly Reached[];
  /** What happens meanwhile. */
  trouble: (progress: Progress) => Promise<void>;
  /** Takes a moment: it is asked while progress is waited for. */
  ask: () => Promise<unknown>;
};

/** Lets four desks publish until the trouble is over. Gives all that was acknowledged. */
export async function publishThrough({
  servers,
  trouble,
  ask,
}: Publishing): Promise<readonly Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  let isOver = false;

  /** Sends it to either server, until one says what came of it. */
  async function insist(turn: number, path: string, sent: Sent): Promise<Answer> {
    for (let attempt = turn; ; attempt += 1) {
      const answer = await servers[attempt % 2]!.send('POST', path, sent);
      if (answer && answer.status !== 503) return answer;
    }
  }
  async function write(writer: number): Promise<void> {
    for (let count = 0; !isOver; count += 1) {
      const headline = `Story-${writer}-${count}`;
      const body = { headline, bodyText: 'A text.' };
      const made = await insist(count, '/v1/desk/articles', { body, idempotencyKey: `make-${headline}` });
      expect(made).toMatchObject({ status: 201 });
      const { id, etag } = made.body;
      const going = { body: {}, etag, idempotencyKey: `publish-${headline}` };
      expect(await insist(count, `/v1/desk/articles/${id}/publish`, going)).toMatchObject({ status: 200 });
      acknowledged.push({ id, headline });
    }
  }
  async function untilPublished(more: number): Promise<void> {
    const enough = acknowledged.length + more;
    while (acknowledged.length < enough && !isOver) await ask();
  }
  await Promise.all([
    trouble({ acknowledged, untilPublished }).finally(() => (isOver = true)),
    ...[0, 1, 2, 3].map((writer) => write(writer).finally(() => (isOver = true))),
  ]);
  return acknowledged;
}
