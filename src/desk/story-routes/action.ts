import type { z } from 'zod';
import type { Caller } from '../../access/caller.ts';
import type { Scope } from '../../access/scopes.ts';
import type { Work } from '../../foundation/database/database.ts';
import type { ProblemName } from '../../foundation/problem.ts';
import type { OpenedStory } from '../stories/story.ts';

type Settings = { killNeedsTwo: boolean };

type Contract = {
  /** Default: POST. */
  method?: 'PATCH' | 'DELETE';
  /** The path after the address of the story. */
  path?: string;
  operationId: string;
  summary: string;
  description: string;
  bodyLimit?: number;
  /** The `If-Match` of the example story; absent for actions that create another story. */
  ifMatch?: string;
  /** The slug of the seeded story that stands as the action needs it; absent: the draft of the examples. */
  example?: string;
  /** Problems in addition to those of every action. */
  problems?: ProblemName[];
  /** Whether a slug means a deleted story. */
  isOfDeleted?: boolean;
  /** Whether it is right in any state of the story: `If-Match: *` is allowed. */
  anyState?: boolean;
  /** The event that it records. */
  event: string;
};

/** Further path parameters and the body; both are passed to the function of the action. */
type Schemas<Body, Params> = { params?: z.ZodType<Params>; body?: z.ZodType<Body> };

type Doing<Body, Params> = {
  /** A further scope that the body requires. */
  alsoNeeds?: (body: Body) => Scope | undefined;
  /** Does the action and gives the story after it; without `ifMatch`, the new story. */
  verb: (
    work: Work,
    story: OpenedStory,
    input: Body & Omit<Params, 'article'> & { caller: Caller },
    settings: Settings,
  ) => Promise<OpenedStory & { liveChanged?: string[] }>;
};

/** An action on a story as an operation: its input, its function and its description in the contract. */
export type Action = Contract & Schemas<unknown, unknown> & Doing<never, never>;

/** Types an action, so that its function takes the output of its schemas. */
export function action<Body = unknown, Params = unknown>(
  one: Contract & Schemas<Body, Params> & Doing<Body, Params>,
): Action {
  return one;
}
