import { breakEmbargo } from '../release/break-embargo.ts';
import { consolidateArticle } from '../release/consolidate.ts';
import { expireArticle } from '../release/expire.ts';
import { extendArticle } from '../release/extend.ts';
import { killArticle } from '../release/kill.ts';
import { publishArticle } from '../release/publish.ts';
import { scheduleArticle } from '../release/schedule.ts';
import { cancelKill } from '../release/cancel-kill.ts';
import { unpublishArticle } from '../release/unpublish.ts';
import { unscheduleArticle } from '../release/unschedule.ts';
import { withdrawArticle } from '../release/withdraw.ts';
import { ScheduleIn } from '../show/schedule-schema.ts';
import { action } from './action.ts';
import {
  BreakEmbargoIn,
  ConsolidateIn,
  ExpireIn,
  ExtendIn,
  KillIn,
  PublishIn,
  CancelKillIn,
  UnpublishIn,
  WithdrawIn,
} from './release-schema.ts';

/** What brings a story before the public, or takes it away again. */
export const releaseActions = {
  publish: action({
    path: '/publish',
    operationId: 'publishArticle',
    summary: 'Publish a story',
    description:
      'Puts its newest version before the public at once. From the second publication on, `change` says what changed; its text is public, but for a refile. What would be wrong to publish is refused with all of it named: no text, a picture without alt text or with expired rights, a record that is hidden or gone. Before a standing embargo it is 409, with `blockers`.',
    ifMatch: '"r1"',
    body: PublishIn,
    problems: ['forbidden', 'rule-unmet'],
    alsoNeeds: ({ publishedAt }) => (publishedAt === undefined ? undefined : 'articles:backdate'),
    event: 'article.published',
    verb: publishArticle,
  }),
  schedule: action({
    path: '/schedule',
    operationId: 'scheduleArticle',
    summary: 'Let a story go out by itself',
    description:
      'Its newest version goes out at that moment, never before it and within a second of it; what is saved later does not go out with it. Scheduling again takes the place of the first schedule, and so does publishing. What will stand in the way then is refused now, as publishing would: a picture whose rights run out before is 422, an embargo that ends later 409. It is looked at again when it goes out; what stands in the way by then is told in `scheduled.failed`, and nothing goes out until it is scheduled again.',
    ifMatch: '"r1"',
    body: ScheduleIn,
    problems: ['rule-unmet'],
    event: 'article.scheduled',
    verb: scheduleArticle,
  }),
  unschedule: action({
    path: '/unschedule',
    operationId: 'unscheduleArticle',
    summary: 'Take a story off the schedule',
    description: 'Nothing of it goes out by itself any more.',
    ifMatch: '"r2"',
    event: 'article.unscheduled',
    verb: unscheduleArticle,
  }),
  unpublish: action({
    path: '/unpublish',
    operationId: 'unpublishArticle',
    summary: 'Take back a story that went out in error',
    description: 'Its address answers 404, as if it had never been there.',
    ifMatch: '"r4"',
    body: UnpublishIn,
    event: 'article.unpublished',
    verb: unpublishArticle,
  }),
  withdraw: action({
    path: '/withdraw',
    operationId: 'withdrawArticle',
    summary: 'Withdraw a story',
    description:
      'Its address answers 410 with the headline and your notice to readers. It may be published again.',
    ifMatch: '"r4"',
    body: WithdrawIn,
    event: 'article.withdrawn',
    verb: withdrawArticle,
  }),
  kill: action({
    path: '/kill',
    operationId: 'killArticle',
    summary: 'Kill a story for good',
    description:
      'In whatever state it is, also before it was ever public. Where readers had it, its addresses answer 410 with your notice and the substitute, without its headline; where they had not, it stays unheard of. Nothing can be done with it any more, not by an update that its source sends either: every move is 409. Its embargo ends with it. Translations are stories of their own and stay: `stillLive` names those that are live. With the setting `KILL_NEEDS_TWO` the first call only proposes it, as `killProposed`, and the call of somebody else does it, in their words.',
    ifMatch: '"r4"',
    body: KillIn,
    problems: ['unknown-reference', 'rule-unmet'],
    event: 'article.killed',
    verb: (work, story, input, { killNeedsTwo }) =>
      killArticle(work, story, { ...input, needsTwo: killNeedsTwo }),
  }),
  cancelKill: action({
    path: '/cancel-kill',
    operationId: 'cancelKill',
    summary: 'Take back a proposal to kill a story',
    description: 'For whoever proposed it, and for everybody else who may kill.',
    ifMatch: '"r5"',
    body: CancelKillIn,
    event: 'article.killCancelled',
    verb: cancelKill,
  }),
  consolidate: action({
    path: '/consolidate',
    operationId: 'consolidateArticle',
    summary: 'Consolidate a story into another',
    description:
      'For two live stories on one thing, in one language. It leaves every list, and all its addresses answer 301 to the other one, wherever that goes later. Published again, it is itself once more.',
    ifMatch: '"r4"',
    body: ConsolidateIn,
    problems: ['unknown-reference', 'rule-unmet'],
    event: 'article.consolidated',
    verb: consolidateArticle,
  }),
  breakEmbargo: action({
    path: '/break-embargo',
    operationId: 'breakEmbargo',
    summary: 'Break an embargo',
    description:
      'Lifts a standing embargo, or with `until` lets it end earlier. It publishes nothing. A translation made under an embargo has one of its own.',
    ifMatch: '"r1"',
    body: BreakEmbargoIn,
    problems: ['rule-unmet'],
    event: 'article.embargoBroken',
    verb: breakEmbargo,
  }),
  expire: action({
    path: '/expire',
    operationId: 'expireArticle',
    summary: "End a story's time in public",
    description:
      'Now, or at a moment to come; another moment takes the place of the first. From then on its address answers 410 and says since when, with no headline, and it is in no list. It is not published again before it is extended.',
    ifMatch: '"r4"',
    body: ExpireIn,
    problems: ['rule-unmet'],
    event: 'article.expired',
    verb: expireArticle,
  }),
  extend: action({
    path: '/extend',
    operationId: 'extendArticle',
    summary: 'Give a story more time in public',
    description:
      'Until a later moment, or without end. One that has expired may be published again then; this alone does not publish it.',
    ifMatch: '"r5"',
    body: ExtendIn,
    problems: ['rule-unmet'],
    event: 'article.extended',
    verb: extendArticle,
  }),
};
