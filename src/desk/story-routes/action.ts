import type { z } from 'zod';
import type { Caller } from '../../access/caller.ts';
import type { Scope } from '../../access/scopes.ts';
import type { Work } from '../../foundation/database/database.ts';
import type { ProblemName } from '../../foundation/problem.ts';
import type { OpenedStory } from '../stories/story.ts';

type Settings = { killNeedsTwo: boolean };

type Contract = {
  /** POST unless it is said. */
  method?: 'PATCH' | 'DELETE';
  /** What follows the address of the story. */
  path?: string;
  operationId: string;
  summary: string;
  description: string;
  bodyLimit?: number;
  /** The `If-Match` that fits the story of the examples; absent where the action makes another story. */
  ifMatch?: string;
  /** What can go wrong beside what can with every action. */
  problems?: ProblemName[];
  /** Whether a slug means the story that was deleted. */
  isOfDeleted?: boolean;
  /** What is on record of it. */
  event: string;
};

/** What the address names beside the story, and what is sent; both go to the verb. */
type Schemas<Body, Params> = { params?: z.ZodType<Params>; body?: z.ZodType<Body> };

type Doing<Body, Params> = {
  /** A scope that what is sent asks for, beside that of the action. */
  alsoNeeds?: (body: Body) => Scope | undefined;
  /** Gives the story after it; of an action without `ifMatch`, the other story. */
  verb: (
    work: Work,
    story: OpenedStory,
    input: Body & Omit<Params, 'article'> & { caller: Caller },
    settings: Settings,
  ) => Promise<OpenedStory>;
};

/** Something that can be done with a story, as an operation: what it takes, what it does, what the contract says of it. */
export type Action = Contract & Schemas<unknown, unknown> & Doing<never, never>;

/** An action whose verb takes what its schemas give. */
export function action<Body = unknown, Params = unknown>(
  one: Contract & Schemas<Body, Params> & Doing<Body, Params>,
): Action {
  return one;
}
