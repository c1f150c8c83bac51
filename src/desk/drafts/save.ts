import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { indexCopy } from '../stories/index-copies.ts';
import { stateAfterSave } from '../stories/copy-rules.ts';
import { contentFrom } from '../stories/content.ts';
import { saveExternalIds, saveReferences } from '../stories/references.ts';
import type { ArticleIn } from '../stories/schema.ts';
import { requireAllowed } from '../stories/allowed.ts';
import { reserveSlug } from '../stories/slugs.ts';
import { columnsOf, findEmbargo, insertVersion } from '../stories/store.ts';
import { contentAt, saveStory, type OpenedStory } from '../stories/story.ts';

type Options = {
  /** What the one who saves wants to say about the version. */
  note?: string | undefined;
  /** The version whose content comes back with this. */
  restored?: number;
  /** Who may name only the stories that they may know of; the house may name all. */
  caller?: Caller | undefined;
  /** What another system said of it, for the record. */
  sent?: Record<string, string | number>;
};

/**
 * Saves a story's content as a new version. The public sees nothing of it until it is published.
 * Content that is the same makes no version.
 */
export async function saveCopy(
  work: Work,
  story: OpenedStory,
  input: ArticleIn,
  { note, restored, caller, sent }: Options = {},
): Promise<OpenedStory> {
  await requireAllowed(work, 'edit', story, { caller });
  const { tx, now, actor } = work;
  const { row: before, content: previous } = story;
  const { id } = before;
  if (input.locale !== undefined && input.locale !== before.locale) {
    throw ruleUnmet([{ pointer: '/locale', detail: 'A story stays in its language; translate it instead.' }]);
  }
  const content = await contentFrom(tx, input, { id, defaultLocale: before.locale, previous, caller });
  if (isDeepStrictEqual(content, previous)) return story;
  if (content.translationOf !== previous.translationOf)
    await refuseUnderEmbargo(work, previous.translationOf);

  const version = before.copyVersion + 1;
  await insertVersion(tx, { articleId: id, version, content, actor: actor.id, at: now, note: note ?? null });
  await reserveSlug(tx, { id, locale: before.locale, slug: content.slug });
  const { scheduledVersion } = before;
  const scheduled = scheduledVersion === null ? [] : [await contentAt(tx, story, scheduledVersion)];
  await saveReferences(tx, id, 'copy', content, ...scheduled);
  await saveExternalIds(tx, id, content.externalIds);
  await indexCopy(tx, now, { ...before, content });
  const state = { copyVersion: version, copyState: stateAfterSave(before), savedBy: actor.id };
  const after = await saveStory(work, story, { ...state, ...columnsOf(content) }, content);
  await record(work, {
    action: restored === undefined ? 'article.saved' : 'article.restored',
    subject: id,
    fromVersion: before.copyVersion,
    toVersion: version,
    ...(note === undefined ? {} : { reason: note }),
    data: { ...sent, ...(restored === undefined ? {} : { restored }) },
  });
  return after;
}

/** A translation is bound by its original's embargo: it cannot be cut loose while that stands. */
async function refuseUnderEmbargo({ tx, now }: Work, original: string | undefined): Promise<void> {
  const embargoUntil = await findEmbargo(tx, original);
  if (embargoUntil === null || embargoUntil <= now) return;
  const detail = `translationOf cannot change: its embargo until ${toTimestamp(embargoUntil)} stands`;
  throw ruleUnmet([{ pointer: '/translationOf', detail }]);
}
