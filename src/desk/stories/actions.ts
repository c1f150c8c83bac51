import type { Caller } from '../../access/caller.ts';
import type { Scope } from '../../access/scopes.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { conflict, type Fault } from '../../foundation/problem.ts';
import { refuseApprove, refuseReturn, refuseSubmit } from './copy-rules.ts';
import { refuseBreakEmbargo, refuseKill, refuseCancelKill } from './chief-rules.ts';
import type { ArticleRow } from './table.ts';

/** What may decide about an action: where the story stands, and how many other stories and alerts name it. */
export type StoryState = Pick<
  ArticleRow,
  'copyState' | 'publication' | 'publishedAt' | 'embargoUntil' | 'killProposal' | 'deletedAt'
> &
  Partial<Pick<ArticleRow, 'scheduledAt' | 'expiresAt'>> & {
    namedBy?: number;
    /** Whose words are in the copy that nobody else has answered for yet: actors. */
    authors?: string[];
    /** The embargo of the story that this one translates. */
    originalEmbargo?: number | null;
    /** When it is to go out by itself (UTC milliseconds), for who schedules it. */
    goesOutAt?: number;
  };

type Rule = {
  scope: Scope;
  /** What it needs of a copy that was approved, where that is more. */
  scopeOfApproved?: Scope;
  /** Why it cannot be done now, by that actor where it matters who; nothing when it can. */
  refusal: (story: StoryState, now: number, by?: string) => string | undefined;
};

/**
 * Everything that can be done with a story: who may, and when. What the desk offers, what its verbs refuse and what its
 * operations need all come from here.
 */
export const rules = {
  edit: { scope: 'articles:work', refusal: () => undefined },
  submit: { scope: 'articles:work', refusal: refuseSubmit },
  // Whoever may work on a copy may take it back while it waits; what was approved is for those who approve.
  return: { scope: 'articles:work', scopeOfApproved: 'articles:approve', refusal: refuseReturn },
  approve: { scope: 'articles:approve', refusal: (story, _now, by) => refuseApprove(story, by) },
  publish: {
    scope: 'articles:publish',
    refusal: refusalToPublish,
  },
  schedule: {
    scope: 'articles:publish',
    // Without a moment that was asked for: the first at which it could go out.
    refusal: (story, now) =>
      refusalToPublish(
        story,
        story.goesOutAt ?? Math.max(now, story.embargoUntil ?? 0, story.originalEmbargo ?? 0),
      ),
  },
  unschedule: {
    scope: 'articles:publish',
    refusal: ({ scheduledAt = null }) => (scheduledAt === null ? 'This story is not scheduled.' : undefined),
  },
  unpublish: { scope: 'articles:publish', refusal: unlessLive('Only a live story can be unpublished.') },
  withdraw: { scope: 'articles:withdraw', refusal: unlessLive('Only a live story can be withdrawn.') },
  kill: { scope: 'articles:kill', refusal: (story, _now, by) => refuseKill(story, by) },
  cancelKill: { scope: 'articles:kill', refusal: refuseCancelKill },
  consolidate: {
    scope: 'articles:consolidate',
    refusal: unlessLive('Only a live story can be consolidated into another.'),
  },
  breakEmbargo: { scope: 'articles:break-embargo', refusal: refuseBreakEmbargo },
  expire: {
    scope: 'articles:publish',
    refusal: ({ publication }) =>
      publication === 'expired' ? 'This story has expired: its time in public is over.' : undefined,
  },
  extend: {
    scope: 'articles:publish',
    refusal: ({ expiresAt = null }) =>
      expiresAt === null ? 'The time of this story in public has no end.' : undefined,
  },
  delete: {
    scope: 'articles:work',
    refusal: ({ publication, publishedAt, namedBy = 0 }) => {
      if (publication !== 'none' || publishedAt !== null) {
        return 'This story was published: it can be unpublished or withdrawn, and is never deleted.';
      }
      return namedBy > 0 ? 'Other stories or alerts name this story; take it out of them first.' : undefined;
    },
  },
  undelete: {
    scope: 'articles:work',
    refusal: ({ deletedAt }) => (deletedAt === null ? 'This story is not deleted.' : undefined),
  },
  restore: { scope: 'articles:work', refusal: () => undefined },
  translate: { scope: 'articles:work', refusal: () => undefined },
  duplicate: { scope: 'articles:work', refusal: () => undefined },
} satisfies Record<string, Rule>;

export type ActionName = keyof typeof rules;
export const actionNames = Object.keys(rules) as ActionName[];

/** The scope that an action needs, with a story that stands so. */
export function scopeOf(action: ActionName, story: Pick<StoryState, 'copyState'>): Scope {
  const { scope, scopeOfApproved = scope } = rules[action] as Rule;
  return story.copyState === 'approved' ? scopeOfApproved : scope;
}

/** Why an action on a story is refused now, for that actor where it matters who; nothing when it can. */
export function refusalOf(
  action: ActionName,
  story: StoryState,
  now: number,
  by?: string,
): string | undefined {
  // Whatever comes later, an older update or a mistake, a killed story stays what it is.
  if (story.publication === 'killed') return 'This story was killed, and nothing brings it back.';
  if (story.deletedAt !== null && action !== 'undelete' && action !== 'kill')
    return 'This story is deleted; undelete it first.';
  return (rules[action] as Rule).refusal(story, now, by);
}

/** Why this caller cannot do it with the story now; nothing when they can. */
export function refusalFor(
  { scopes, id }: Pick<Caller, 'scopes'> & Partial<Pick<Caller, 'id'>>,
  action: ActionName,
  story: StoryState,
  now: number,
): string | undefined {
  const scope = scopeOf(action, story);
  return scopes.has(scope) ? refusalOf(action, story, now, id) : `This needs the scope ${scope}.`;
}

type Circumstances = {
  caller?: Caller | undefined;
  blockers?: Fault[];
  /** The actor, where it matters who. */
  by?: string;
};

/**
 * Throws `conflict`, with the actions that are possible instead, and what else would stand in the way, unless the action
 * is legal.
 */
export function requireLegal(
  action: ActionName,
  story: StoryState,
  now: number,
  { caller, blockers, by }: Circumstances = {},
): void {
  const refusal = refusalOf(action, story, now, by ?? caller?.id);
  if (refusal === undefined) return;
  // What cannot go out at one moment may at another.
  const { goesOutAt: _, ...present } = story;
  const possible = actionNames.filter(
    (name) => (caller ? refusalFor(caller, name, present, now) : refusalOf(name, present, now)) === undefined,
  );
  throw conflict(refusal, { actions: possible, ...(blockers ? { blockers } : {}) });
}

/** Why a story cannot be public at a moment; nothing when it can. */
function refusalToPublish(
  { embargoUntil, originalEmbargo = null, expiresAt = null }: StoryState,
  at: number,
): string | undefined {
  if (embargoUntil !== null && embargoUntil > at) {
    return `This story is under embargo until ${toTimestamp(embargoUntil)}.`;
  }
  if (expiresAt !== null && expiresAt <= at) {
    return `This story may be public until ${toTimestamp(expiresAt)} at most; extend it first.`;
  }
  if (originalEmbargo === null || originalEmbargo <= at) return undefined;
  return `The story that this one translates is under embargo until ${toTimestamp(originalEmbargo)}.`;
}

function unlessLive(refusal: string): Rule['refusal'] {
  return ({ publication }) => (publication === 'live' ? undefined : refusal);
}
