import type { Db } from '../../foundation/database/database.ts';
import type { Fault } from '../../foundation/problem.ts';
import { refusalOf } from '../stories/actions.ts';
import { findEmbargo, getContent } from '../stories/store.ts';
import type { ArticleRow } from '../stories/table.ts';
import { findMaterial, type Judged, type Material } from './material.ts';
import { rules, type RuleName } from './rules.ts';
import type { Finding, Rule } from './rule.ts';

export type Checked = Finding & { rule: RuleName; severity: Rule['severity'] };

/** Everything that an editor should know before the newest version of a story goes out at `now` (UTC milliseconds). */
export async function preflight(db: Db, story: ArticleRow, now: number): Promise<Checked[]> {
  const content = await getContent(db, story.id, story.copyVersion);
  const originalEmbargo = await findEmbargo(db, content.translationOf);
  const refusal = refusalOf('publish', { ...story, originalEmbargo }, now);
  const embargoUntil = Math.max(story.embargoUntil ?? 0, originalEmbargo ?? 0);
  const stands = embargoUntil > now ? embargoUntil : undefined;
  return judge(
    await findMaterial(db, {
      content,
      of: { id: story.id, version: story.copyVersion },
      publishedAt: story.publishedAt ?? undefined,
      now,
      refusal,
      embargoUntil: stands,
    }),
  );
}

/** What would be wrong to publish in a story's content, by the same rules: what publishing refuses. */
export async function findBlockersIn(
  db: Db,
  judged: Pick<Judged, 'content' | 'of' | 'now'>,
): Promise<(Fault & { rule: RuleName })[]> {
  const found = judge(await findMaterial(db, judged), 'blocker');
  return found.map(({ severity: _, ...fault }) => fault);
}

/** What the rules find, blockers first. */
function judge(story: Material, severity?: Rule['severity']): Checked[] {
  return rules
    .filter((rule) => severity === undefined || rule.severity === severity)
    .flatMap((rule) =>
      rule.find(story).map((finding) => ({ rule: rule.name, severity: rule.severity, ...finding })),
    );
}
