import { breakEmbargo } from '../release/break-embargo.ts';
import { consolidateArticle } from '../release/consolidate.ts';
import { expireArticle } from '../release/expire.ts';
import { extendArticle } from '../release/extend.ts';
import { killArticle } from '../release/kill.ts';
import { publishWanted } from '../publishing/publish.ts';
import { scheduleWanted } from '../publishing/schedule.ts';
import { PublishIn, ScheduleIn } from '../publishing/schema.ts';
import { cancelKill } from '../release/cancel-kill.ts';
import { unpublishArticle } from '../release/unpublish.ts';
import { unscheduleArticle } from '../release/unschedule.ts';
import { withTranslations } from '../release/with-translations.ts';
import { withdrawArticle } from '../release/withdraw.ts';
import { action } from './action.ts';
import { bodyLimit } from './parts.ts';
import {
  BreakEmbargoIn,
  ConsolidateIn,
  ExpireIn,
  ExtendIn,
  KillIn,
  CancelKillIn,
  UnpublishIn,
  WithdrawIn,
} from './schemas/release-schema.ts';

/** The actions that publish a story or remove it from the public. */
export const releaseActions = {
  publish: action({
    path: '/publish',
    operationId: 'publishArticle',
    summary: 'Publish a story',
    description:
      'Publishes its newest version at once, or the one that `version` names. With `patch` the changes are saved and published in one step, under one `If-Match`; with `base: live` they are made to the live version while a rewrite waits. From the second publication on, `change` describes the change; its text is public, except for a refile. A story with blockers is refused, and all are listed: no text, a picture without alt text or with expired rights, a hidden or deleted record. Under an embargo it is 409, with `blockers`. Whoever publishes what was withdrawn or consolidated needs the scope that took it back (`articles:withdraw`, `articles:consolidate`), and no service publishes again what was taken back in any way.',
    example: 'draft-to-publish',
    ifMatch: '"r1"',
    body: PublishIn,
    bodyLimit,
    problems: ['forbidden', 'unknown-reference', 'rule-unmet'],
    alsoNeeds: ({ publishedAt }) => (publishedAt === undefined ? undefined : 'articles:backdate'),
    event: 'article.published',
    verb: publishWanted,
  }),
  schedule: action({
    path: '/schedule',
    operationId: 'scheduleArticle',
    summary: 'Schedule a story',
    description:
      'Publishes its newest version, or the one that `version` names, at that time, never earlier and within a second; later versions are not published with it. `patch` is saved first. Scheduling again, or publishing, replaces the schedule. What would be refused at that time is refused now, as by publishing: a picture whose rights run out before is 422, an embargo that ends later 409. It is looked at again when it goes out; what stands in the way by then is told in `scheduled.failed`, and nothing goes out until it is scheduled again.',
    example: 'draft-to-schedule',
    ifMatch: '"r1"',
    body: ScheduleIn,
    bodyLimit,
    problems: ['unknown-reference', 'rule-unmet'],
    event: 'article.scheduled',
    verb: scheduleWanted,
  }),
  unschedule: action({
    path: '/unschedule',
    operationId: 'unscheduleArticle',
    summary: 'Unschedule a story',
    description: 'Removes the schedule of the story.',
    example: 'scheduled-story',
    ifMatch: '"r2"',
    event: 'article.unscheduled',
    verb: unscheduleArticle,
  }),
  unpublish: action({
    path: '/unpublish',
    operationId: 'unpublishArticle',
    summary: 'Unpublish a story that was published in error',
    description:
      'Its addresses answer 404, as if it had never been public. It begins anew: its next publication is its first, asks for no `change` and gives `publishedAt`; corrections from before are not public; all its addresses lead to it once it is live. It is never deleted.',
    example: 'a-good-caption-names-the-day',
    ifMatch: '"r2"',
    body: UnpublishIn,
    event: 'article.unpublished',
    verb: unpublishArticle,
  }),
  withdraw: action({
    path: '/withdraw',
    operationId: 'withdrawArticle',
    summary: 'Withdraw a story',
    description:
      'Its address answers 410 with the headline and your notice to readers. It may be published again. With `translations`, those of its translations that are live as well; without, `stillLive` names them. `duplicates` names the stories that began as copies of it.',
    example: 'the-bridge-does-not-glow',
    ifMatch: '"r2"',
    body: WithdrawIn,
    event: 'article.withdrawn',
    verb: (work, story, { translations, ...input }) =>
      withTranslations(work.tx, story, {
        translations,
        concerns: ({ row }) => row.publication === 'live',
        act: (one) => withdrawArticle(work, one, input),
      }),
  }),
  kill: action({
    path: '/kill',
    operationId: 'killArticle',
    summary: 'Kill a story',
    description:
      'Permanently, in any state, also before it was ever public. If it was public, its addresses answer 410 with your notice and the substitute, without its headline; if not, they stay 404. Every later action on it is 409, also an update from its source. Its embargo goes over to one of its translations, if there are any. Translations are stories of their own and stay (`stillLive` names those that are live), unless `translations` kills them with it. `duplicates` names the stories that began as copies of it. `If-Match: *` kills whatever anybody saved since. With the setting `KILL_NEEDS_TWO` the first call only proposes it, as `killProposed`, and the call of somebody else does it, in their words.',
    example: 'draft-to-kill',
    ifMatch: '"r1"',
    body: KillIn,
    anyState: true,
    problems: ['unknown-reference', 'rule-unmet'],
    event: 'article.killed',
    verb: (work, story, { translations, ...input }, { killNeedsTwo }) =>
      withTranslations(work.tx, story, {
        translations,
        // What the same person proposed before waits for another.
        concerns: ({ row }) => row.publication !== 'killed' && row.killProposal?.actor !== work.actor.id,
        act: (one) => killArticle(work, one, { ...input, needsTwo: killNeedsTwo }),
      }),
  }),
  cancelKill: action({
    path: '/cancel-kill',
    operationId: 'cancelKill',
    summary: 'Cancel a proposal to kill a story',
    description: 'For its proposer, and for everybody else with the scope.',
    example: 'kill-proposed',
    ifMatch: '"r2"',
    body: CancelKillIn,
    event: 'article.killCancelled',
    verb: cancelKill,
  }),
  consolidate: action({
    path: '/consolidate',
    operationId: 'consolidateArticle',
    summary: 'Consolidate a story into another',
    description:
      'For two live stories on the same subject and in one language. It leaves every list, and all its addresses answer 301 to the present address of the other. Links, related stories, alerts and substitutes that name it show the other. Publishing it again reverses this.',
    example: 'what-fewer-ferries-mean-for-the-harbour',
    ifMatch: '"r2"',
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
      'Ends an embargo now, or with `until` earlier than planned. It publishes nothing. A translation made under an embargo has its own.',
    example: 'story-under-embargo',
    ifMatch: '"r2"',
    body: BreakEmbargoIn,
    problems: ['rule-unmet'],
    event: 'article.embargoBroken',
    verb: breakEmbargo,
  }),
  expire: action({
    path: '/expire',
    operationId: 'expireArticle',
    summary: 'Expire a story',
    description:
      'Now, or at a time in the future, which replaces a former one. From then on its address answers 410 with that time and without the headline, and it is in no list. It must be extended before it can be published again.',
    example: 'draft-to-expire',
    ifMatch: '"r1"',
    body: ExpireIn,
    problems: ['rule-unmet'],
    event: 'article.expired',
    verb: expireArticle,
  }),
  extend: action({
    path: '/extend',
    operationId: 'extendArticle',
    summary: 'Extend the expiry of a story',
    description:
      'To a later time, or without end. An expired story may be published again then; this does not publish it. One that ended before its time, since the clock of the server was wrong, is public again at once, as it was.',
    example: 'draft-that-expires',
    ifMatch: '"r2"',
    body: ExtendIn,
    problems: ['rule-unmet'],
    event: 'article.extended',
    verb: extendArticle,
  }),
};
