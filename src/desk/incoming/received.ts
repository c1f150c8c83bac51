import type { Caller } from '../../access/caller.ts';
import type { Problem } from '../../foundation/problem.ts';
import type { OpenedStory } from '../stories/story.ts';
import type { IncomingRow } from '../stories/incoming-table.ts';
import type { Standing } from './standing.ts';

export type ReceiveOptions = {
  defaultLocale: string;
  caller?: Caller | undefined;
  /** Whether manual edits by the sending actor are protected, too. */
  keepsOwnEdits?: boolean;
  /** What is known of the source's versions, where it was looked up already. */
  standing?: Standing;
  /** Why it is not the newest that its source sends, where another tells. */
  superseded?: Problem | undefined;
  /** Why it must not be applied by itself, where the item tells. */
  mustWait?: string | undefined;
};

/** What became of a version that a source sent; it is on record in any case. */
export type Received =
  | {
      outcome: 'created' | 'updated' | 'unchanged' | 'waiting';
      /** With notes on what of the text was not kept. */
      story: OpenedStory;
      incoming: IncomingRow;
    }
  /** It is outside of the sections of the key: it waits for the desk, and its sender learns no more. */
  | { outcome: 'outside'; incoming: IncomingRow }
  /** Also what cannot be applied: it waits as it came. */
  | { outcome: 'refused'; refusal: Problem; incoming: IncomingRow };
