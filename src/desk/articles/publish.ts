import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet, type Fault } from '../../foundation/problem.ts';
import { putLive } from '../../edition/articles/put.ts';
import { insertCorrection } from '../../edition/corrections/store.ts';
import { requireLegal } from './actions.ts';
import { findBlockers } from './blockers.ts';
import { saveReferences } from './references.ts';
import type { ChangeIn } from './schema.ts';
import { getArticle, getContent, saveArticle } from './store.ts';
import type { ArticleRow } from './table.ts';

type Options = {
  /** What changed: asked for from the second publication on. */
  change?: ChangeIn | undefined;
  /** A first publication that lies in the past (UTC milliseconds): for archives and imports. */
  publishedAt?: number | undefined;
  caller?: Caller | undefined;
};

/** Puts a story's newest version before the public. Throws `conflict` and `rule-unmet`, naming all that stands in the way. */
export async function publishArticle(
  work: Work,
  id: string,
  { change, publishedAt, caller }: Options = {},
): Promise<void> {
  const { tx, now } = work;
  const before = await getArticle(tx, id);
  const version = before.copyVersion;
  const content = await getContent(tx, id, version);
  const original = content.translationOf && (await getArticle(tx, content.translationOf));
  const standing = { ...before, originalEmbargo: original ? original.embargoUntil : null };
  const blockers = await findBlockers(tx, content, before);
  requireLegal('publish', standing, now, { caller, blockers });
  const faults = [...faultsOf(before, change, publishedAt, now), ...blockers];
  if (faults.length > 0) throw ruleUnmet(faults);

  const firstAt = before.publishedAt ?? publishedAt ?? now;
  const updatedAt =
    before.publicUpdatedAt === null ? firstAt : change?.kind === 'refile' ? before.publicUpdatedAt : now;
  await putLive(work, { id, version, content, publishedAt: firstAt, updatedAt });
  await saveReferences(tx, id, 'live', content);
  if (change)
    await insertCorrection(tx, {
      articleId: id,
      version,
      at: now,
      kind: change.kind,
      text: change.text,
      material: change.material ?? false,
    });
  await saveArticle(tx, before, now, {
    publication: 'live',
    publishedVersion: version,
    publishedAt: firstAt,
    publicUpdatedAt: updatedAt,
  });
  await record(work, {
    action: 'article.published',
    subject: id,
    ...(before.publishedVersion === null ? {} : { fromVersion: before.publishedVersion }),
    toVersion: version,
    data: {
      ...(change && { change: { ...change, material: change.material ?? false } }),
      ...(publishedAt === undefined ? {} : { publishedAt: toTimestamp(publishedAt) }),
    },
  });
}

/** What is wrong with what was asked for; what is wrong with the story itself are its blockers. */
function faultsOf(
  before: ArticleRow,
  change: ChangeIn | undefined,
  publishedAt: number | undefined,
  now: number,
): Fault[] {
  const first = before.publishedAt === null;
  const faults: Fault[] = [];
  if (first && change)
    faults.push({ pointer: '/change', detail: 'change must be absent: the story was never published' });
  if (!first && !change)
    faults.push({ pointer: '/change', detail: 'change is required: the story was published before' });
  if (!first && publishedAt !== undefined) {
    faults.push({
      pointer: '/publishedAt',
      detail: 'publishedAt cannot move: the story was published before',
    });
  }
  if (publishedAt !== undefined && publishedAt > now)
    faults.push({ pointer: '/publishedAt', detail: 'publishedAt must lie in the past' });
  return faults;
}
