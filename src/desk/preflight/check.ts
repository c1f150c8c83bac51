import type { Db } from '../../foundation/database/database.ts';
import type { Fault } from '../../foundation/problem.ts';
import { refusalOf } from '../actions/actions.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import type { DeskEmbedded } from '../stories/embedded.ts';
import type { OpenedStory, StoryVersion } from '../stories/story.ts';
import { loadPreflightInput, type StoryStatus, type PreflightInput } from './input.ts';
import { rules, type RuleName } from './rules.ts';
import { subjectRules } from './subject-rules.ts';
import type { Finding, Rule } from './rule.ts';

export type Checked = Finding & { rule: RuleName; severity: Rule['severity'] };

/** All findings on the newest version of a story, to be published at `now` (UTC milliseconds). */
export async function preflight(db: Db, story: OpenedStory, now: number): Promise<Checked[]> {
  const { row } = story;
  const groupEmbargo = await story.groupEmbargo();
  const refusal = refusalOf('publish', { ...row, groupEmbargo }, now);
  const embargoUntil = Math.max(row.embargoUntil ?? 0, groupEmbargo ?? 0);
  const stands = embargoUntil > now ? embargoUntil : undefined;
  const publishedAt = row.publishedAt ?? undefined;
  return runRules(await loadPreflightInput(db, story, { publishedAt, now, refusal, embargoUntil: stands }));
}

/**
 * The blockers of a version, by the same rules: what publishing refuses. References to stories that are not live are no
 * blockers, since the public does not see them. With `now` (UTC milliseconds): also blockers at that time.
 */
export async function findBlockers(
  db: Db,
  version: StoryVersion,
  at: Pick<StoryStatus, 'now'> = {},
): Promise<(Fault & { rule: RuleName })[]> {
  const found = runRules(await loadPreflightInput(db, version, at), 'blocker');
  return found.map(({ severity: _, ...fault }) => fault);
}

/** The warnings about subjects that every answer carries: retired and unknown ones. */
export function findSubjectWarnings(
  content: ArticleContent,
  embedded: DeskEmbedded,
): (Fault & { rule: RuleName })[] {
  return subjectRules
    .filter(({ name }) => name !== 'subjects-unchecked')
    .flatMap((rule) => rule.find({ content, embedded }).map((finding) => ({ rule: rule.name, ...finding })));
}

/** All findings of the rules, blockers first. */
function runRules(story: PreflightInput, severity?: Rule['severity']): Checked[] {
  return rules
    .filter((rule) => severity === undefined || rule.severity === severity)
    .flatMap((rule) =>
      rule.find(story).map((finding) => ({ rule: rule.name, severity: rule.severity, ...finding })),
    );
}
