import type { Db } from '../../foundation/database/database.ts';
import type { Fault } from '../../foundation/problem.ts';
import { refusalOf } from '../stories/actions.ts';
import type { OpenedStory, StoryVersion } from '../stories/story.ts';
import { loadPreflightInput, type StoryStatus, type PreflightInput } from './input.ts';
import { rules, type RuleName } from './rules.ts';
import type { Finding, Rule } from './rule.ts';

export type Checked = Finding & { rule: RuleName; severity: Rule['severity'] };

/** Everything that an editor should know before the newest version of a story goes out at `now` (UTC milliseconds). */
export async function preflight(db: Db, story: OpenedStory, now: number): Promise<Checked[]> {
  const { row } = story;
  const originalEmbargo = await story.originalEmbargo();
  const refusal = refusalOf('publish', { ...row, originalEmbargo }, now);
  const embargoUntil = Math.max(row.embargoUntil ?? 0, originalEmbargo ?? 0);
  const stands = embargoUntil > now ? embargoUntil : undefined;
  const publishedAt = row.publishedAt ?? undefined;
  return runRules(await loadPreflightInput(db, story, { publishedAt, now, refusal, embargoUntil: stands }));
}

/**
 * Everything that would be wrong to publish in a version of a story, by the same rules: what publishing refuses. Stories
 * that are named and not live are no fault: the public sees neither them nor that they were named. With `now` (UTC
 * milliseconds): what will be wrong by then, too.
 */
export async function findBlockers(
  db: Db,
  version: StoryVersion,
  at: Pick<StoryStatus, 'now'> = {},
): Promise<(Fault & { rule: RuleName })[]> {
  const found = runRules(await loadPreflightInput(db, version, at), 'blocker');
  return found.map(({ severity: _, ...fault }) => fault);
}

/** What the rules find, blockers first. */
function runRules(story: PreflightInput, severity?: Rule['severity']): Checked[] {
  return rules
    .filter((rule) => severity === undefined || rule.severity === severity)
    .flatMap((rule) =>
      rule.find(story).map((finding) => ({ rule: rule.name, severity: rule.severity, ...finding })),
    );
}
