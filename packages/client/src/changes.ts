import type { operations } from './contract.ts';
import { persist } from './persist.ts';
import { ProblemError } from './problem.ts';
import type { Change } from './types.ts';

type Query = NonNullable<operations['listChanges']['parameters']['query']>;
/** An answer of `/v1/changes`. */
export type ChangePage = { data: Change[]; page: { next: string; more: boolean } };

export type ChangesOptions = Omit<Query, 'wait'> & {
  /** Ends the following: it throws the reason. */
  signal?: AbortSignal;
};

/** Some changes in their order. */
export type ChangeBatch = {
  changes: Change[];
  /** Keep it with what you did: `after` it you go on, also in another program. */
  next: string;
  /** Whether more is there now. */
  more: boolean;
  /** A reading of all that is public begins: what you have and are not told until `more` is false is public no longer. */
  reset: boolean;
};

const beginning = 'beginning';
const waitSeconds = 30;

/** Follows the log of changes for ever; begins anew where it does not go back so far. */
export async function* followChanges(
  ask: (query: Query, signal?: AbortSignal) => Promise<ChangePage>,
  { signal, ...options }: ChangesOptions = {},
): AsyncGenerator<ChangeBatch, void, undefined> {
  const asking = persist(signal);
  let [after, wait] = [options.after ?? beginning, 0];
  let reset = after === beginning;
  for (;;) {
    const query = { limit: 100, ...options, after, ...(wait > 0 && { wait }) };
    const answer = await asking(() => ask(query, signal).catch(unlessGone));
    if (answer === undefined) {
      [after, wait, reset] = [beginning, 0, true];
      continue;
    }
    const { data: changes, page } = answer;
    if (changes.length > 0 || reset || page.next !== after) yield { changes, ...page, reset };
    [after, wait, reset] = [page.next, page.more ? 0 : waitSeconds, false];
  }
}

function unlessGone(error: unknown): undefined {
  if (!(error instanceof ProblemError && error.status === 410)) throw error;
}
