import type { DeskStep, Seed, SentVersion } from '../../seeds/seed.ts';
import { loadByExternalId } from '../desk/incoming/known.ts';
import { receiveVersion } from '../desk/incoming/receive.ts';
import { fingerprintOf } from '../desk/incoming/sent.ts';
import { createPreview } from '../desk/previews/create.ts';
import { createArticle } from '../desk/drafts/create.ts';
import { deleteArticle } from '../desk/drafts/delete.ts';
import { publishArticle } from '../desk/release/publish.ts';
import { saveCopy } from '../desk/drafts/save.ts';
import { ArticleIn, ChangeIn } from '../desk/stories/schema.ts';
import { moveEmbargo } from '../desk/release/embargo.ts';
import { expireArticle } from '../desk/release/expire.ts';
import { killArticle } from '../desk/release/kill.ts';
import { scheduleArticle } from '../desk/release/schedule.ts';
import { withdrawArticle } from '../desk/release/withdraw.ts';
import { submitArticle } from '../desk/review/submit.ts';
import type { OpenedStory } from '../desk/stories/story.ts';
import { fromTimestamp } from '../foundation/clock.ts';
import type { Work } from '../foundation/database/database.ts';

/** Creates a story of the seed, publishes it if it was, and does what was done to it. */
export async function playStory(
  work: Work,
  { id, publishedAt, input, then = [] }: Seed['articles'][number],
  defaultLocale: string,
) {
  const made = await createArticle(work, ArticleIn.parse(input), { defaultLocale, id });
  let story =
    publishedAt === undefined
      ? made
      : await publishArticle(work, made, { publishedAt: fromTimestamp(publishedAt) });
  for (const step of then) {
    if (!('at' in step)) {
      story = await takeDeskStep(work, story, step);
      continue;
    }
    // At its own time: what was long ago is not news of the last hour.
    const past = { ...work, now: fromTimestamp(step.at) };
    if ('withdraw' in step) {
      story = await withdrawArticle(past, story, step.withdraw);
    } else {
      const saved = await saveCopy(past, story, ArticleIn.parse(step.save));
      story = await publishArticle(past, saved, {
        change: ChangeIn.parse(step.publish.change),
        correctionId: step.publish.correction,
      });
    }
  }
}

async function takeDeskStep(work: Work, story: OpenedStory, step: DeskStep): Promise<OpenedStory> {
  if ('submit' in step) return submitArticle(work, story);
  if ('schedule' in step) return scheduleArticle(work, story, { at: fromTimestamp(step.schedule) });
  if ('embargo' in step) return moveEmbargo(work, story, fromTimestamp(step.embargo));
  if ('expire' in step)
    return expireArticle(work, story, { ...step.expire, at: fromTimestamp(step.expire.at) });
  if ('proposeKill' in step) return killArticle(work, story, { ...step.proposeKill, needsTwo: true });
  if ('preview' in step) {
    const { id, token } = step.preview;
    await createPreview(work, story.row, { id }, token);
    return story;
  }
  return deleteArticle(work, story, { whereUsed: async () => [] });
}

/** Receives a version of a story as its source sent it. */
export async function receiveSent(
  work: Work,
  { id, scheme, value, sourceVersion, input }: SentVersion,
  defaultLocale: string,
): Promise<void> {
  const name = { scheme, value };
  const known = await loadByExternalId(work.tx, name);
  const sent = { id, name, sourceVersion, pubStatus: 'usable' as const, fingerprint: fingerprintOf(input) };
  await receiveVersion(work, known, { ...sent, input: ArticleIn.parse(input) }, { defaultLocale });
}
