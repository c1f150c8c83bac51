import type { Caller } from '../../access/caller.ts';
import type { Scope } from '../../access/scopes.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Actor } from '../../foundation/database/database.ts';
import { refuseApprove, refuseReturn, refuseSubmit } from './copy-rules.ts';
import { refuseExtend, scopeToBringBack, wasEverPublic } from './bring-back.ts';
import { refuseBreakEmbargo, refuseKill, refuseCancelKill } from './chief-rules.ts';
import { refuseAmendCorrection, refuseAmendNotice } from './amend-rules.ts';
import { refuseByItself, refuseCopy } from './held-back.ts';
import { refuseSourceAct, scopeToFollow } from './source-rules.ts';
import { refuseWords } from './words-rules.ts';
import type { ArticleRow } from '../stories/table.ts';

/** What decides whether an action is allowed: the state of the story, and the references to it. */
export type StoryState = Pick<
  ArticleRow,
  'copyState' | 'publication' | 'publishedAt' | 'unpublished' | 'embargoUntil' | 'killProposal' | 'deletedAt'
> &
  Partial<Pick<ArticleRow, 'scheduledAt' | 'expiresAt' | 'source'>> & {
    namedBy?: number;
    /** The actors with unapproved changes in the copy. */
    authors?: string[];
    /** The latest embargo of the other stories of its group of translations. */
    groupEmbargo?: number | null;
    /** What was done to a story that it was made from or translates, where that was taken back or is held back. */
    heldOrigin?: string | undefined;
    /** The section that asks for approval, of the newest version or of the public one; loaded for services alone. */
    asking?: string | undefined;
    /** The time to schedule for (UTC milliseconds). */
    goesOutAt?: number;
    /** The number of its public corrections. */
    corrections?: number;
    /** Whether readers are told anything in place of the story. */
    hasTombstone?: boolean;
  };

type ForScope = Pick<StoryState, 'copyState' | 'publication' | 'source'>;

type Rule = {
  scope: Scope;
  /** The scope for stories in some states, where it differs. */
  scopeIn?: (story: ForScope) => Scope | undefined;
  /** Why it is refused now, for the actor `by` where that matters; undefined when it is allowed. */
  refusal: (story: StoryState, now: number, by?: Actor) => string | undefined;
};

/**
 * All actions on a story: who may do them, and when. The `actions` of answers, refusals and the scopes of routes come
 * from here.
 */
export const rules = {
  edit: { scope: 'articles:work', refusal: () => undefined },
  submit: { scope: 'articles:work', refusal: refuseSubmit },
  // A copy in review can be returned by anyone who may edit it, an approved one only by those who approve.
  return: {
    scope: 'articles:work',
    scopeIn: ({ copyState }) => (copyState === 'approved' ? 'articles:approve' : undefined),
    refusal: refuseReturn,
  },
  approve: { scope: 'articles:approve', refusal: (story, _now, by) => refuseApprove(story, by) },
  publish: {
    scope: 'articles:publish',
    scopeIn: scopeToBringBack,
    refusal: (story, now, by) =>
      refuseByItself(story, by) ?? refusalToPublish(story, now) ?? refuseChange(story, by),
  },
  schedule: {
    scope: 'articles:publish',
    scopeIn: scopeToBringBack,
    // Without a given time: the earliest possible one.
    refusal: (story, now, by) =>
      refuseByItself(story, by) ??
      refusalToPublish(
        story,
        story.goesOutAt ?? Math.max(now, story.embargoUntil ?? 0, story.groupEmbargo ?? 0),
      ) ??
      refuseChange(story, by),
  },
  unschedule: {
    scope: 'articles:publish',
    refusal: ({ scheduledAt = null }) => (scheduledAt === null ? 'This story is not scheduled.' : undefined),
  },
  unpublish: { scope: 'articles:publish', refusal: unlessLive('Only a live story can be unpublished.') },
  withdraw: {
    scope: 'articles:withdraw',
    refusal: (story, now, by) =>
      unlessLive('Only a live story can be withdrawn.')(story, now) ?? refuseWords(story, by),
  },
  kill: {
    scope: 'articles:kill',
    // Of a story that is not public nobody is told anything.
    refusal: (story, _now, by) =>
      refuseKill(story, by) ?? (story.publication === 'none' ? undefined : refuseWords(story, by)),
  },
  cancelKill: { scope: 'articles:kill', refusal: refuseCancelKill },
  consolidate: {
    scope: 'articles:consolidate',
    refusal: unlessLive('Only a live story can be consolidated into another.'),
  },
  amendCorrection: { scope: 'articles:amend', refusal: unlessItsWords(refuseAmendCorrection) },
  retractCorrection: { scope: 'articles:amend', refusal: unlessItsWords(refuseAmendCorrection) },
  amendNotice: { scope: 'articles:amend', refusal: unlessItsWords(refuseAmendNotice) },
  breakEmbargo: { scope: 'articles:breakEmbargo', refusal: refuseBreakEmbargo },
  expire: {
    scope: 'articles:publish',
    refusal: ({ publication }) =>
      publication === 'expired' ? 'This story has expired: its time in public is over.' : undefined,
  },
  extend: { scope: 'articles:publish', refusal: (story, _now, by) => refuseExtend(story, by) },
  delete: {
    scope: 'articles:work',
    refusal: (story) => {
      if (wasEverPublic(story)) {
        return 'This story was published: it can be unpublished or withdrawn, and is never deleted.';
      }
      const { namedBy = 0 } = story;
      return namedBy > 0 ? 'Other stories or alerts name this story; take it out of them first.' : undefined;
    },
  },
  undelete: {
    scope: 'articles:work',
    refusal: ({ deletedAt }) => (deletedAt === null ? 'This story is not deleted.' : undefined),
  },
  restore: { scope: 'articles:work', refusal: () => undefined },
  follow: {
    scope: 'articles:work',
    scopeIn: scopeToFollow,
    refusal: (story, _now, by) => refuseSourceAct(story, by),
  },
  dropSource: { scope: 'articles:any', refusal: (story, _now, by) => refuseSourceAct(story, by) },
  translate: { scope: 'articles:work', refusal: (story, _now, by) => refuseCopy(story, by) },
  duplicate: { scope: 'articles:work', refusal: (story, _now, by) => refuseCopy(story, by) },
} satisfies Record<string, Rule>;

export type ActionName = keyof typeof rules;
export const actionNames = Object.keys(rules) as ActionName[];

/** The scope that an action needs with a story in this state. */
export function scopeOf(action: ActionName, story: ForScope): Scope {
  const { scope, scopeIn } = rules[action] as Rule;
  return scopeIn?.(story) ?? scope;
}

/** Why an action on a story is refused now, for the actor `by` where that matters; undefined when it is allowed. */
export function refusalOf(
  action: ActionName,
  story: StoryState,
  now: number,
  by?: Actor,
): string | undefined {
  // First of all rules, so that no action can change a killed story; what readers are told of it can be corrected.
  if (story.publication === 'killed' && action !== 'amendNotice')
    return 'This story was killed, and nothing brings it back.';
  if (story.deletedAt !== null && action !== 'undelete' && action !== 'kill')
    return 'This story is deleted; undelete it first.';
  return (rules[action] as Rule).refusal(story, now, by);
}

/** Why this caller cannot do an action now; undefined when they can. */
export function refusalFor(
  caller: Pick<Caller, 'scopes'> & Partial<Pick<Caller, 'id' | 'kind'>>,
  action: ActionName,
  story: StoryState,
  now: number,
): string | undefined {
  const scope = scopeOf(action, story);
  const { scopes, id, kind } = caller;
  const by = id === undefined ? undefined : { id, ...(kind && { kind }) };
  return scopes.has(scope) ? refusalOf(action, story, now, by) : `This needs the scope ${scope}.`;
}

/** Why a story cannot be public at a time; undefined when it can. */
function refusalToPublish(
  { embargoUntil, groupEmbargo = null, expiresAt = null }: StoryState,
  at: number,
): string | undefined {
  if (embargoUntil !== null && embargoUntil > at) {
    return `This story is under embargo until ${toTimestamp(embargoUntil)}.`;
  }
  if (expiresAt !== null && expiresAt <= at) {
    return `This story may be public until ${toTimestamp(expiresAt)} at most; extend it first.`;
  }
  if (groupEmbargo === null || groupEmbargo <= at) return undefined;
  return `Another language of this story is under embargo until ${toTimestamp(groupEmbargo)}.`;
}

/** The first publication is told to nobody; each later one has a note. */
function refuseChange(story: StoryState, by: Actor | undefined): string | undefined {
  return story.publishedAt === null ? undefined : refuseWords(story, by);
}

function unlessItsWords(refuse: (story: StoryState) => string | undefined): Rule['refusal'] {
  return (story, _now, by) => refuse(story) ?? refuseWords(story, by);
}

function unlessLive(refusal: string): Rule['refusal'] {
  return ({ publication }) => (publication === 'live' ? undefined : refusal);
}
