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

/**
 * The sections that a story leaves when an older version goes out than the newest: a demand for approval stays with it,
 * as in a move.
 */
export function sectionsLeftBehind({ row, version, content }: OpenedStory, going: StoryVersion): string[] {
  const isLive = row.publication === 'live' && going.version === row.publishedVersion;
  if (going.version === version || isLive) return [];
  return [content.section, ...(content.leftSections ?? [])].filter((id) => id !== undefined);
}

type At = Pick<StoryStatus, 'now' | 'movedFrom'>;

/** All findings on a version of a story, to be published at `now` (UTC milliseconds). */
export async function preflight(
  db: Db,
  version: StoryVersion,
  { now, movedFrom }: At & { now: number },
): Promise<Checked[]> {
  const publishedAt = version.row.publishedAt ?? undefined;
  const release = await releaseOf(version, now);
  return runRules(await loadPreflightInput(db, version, { publishedAt, now, movedFrom, ...release }));
}

/**
 * The blockers of a version, by the same rules: what publishing refuses. References to stories that are not live are no
 * blockers, since the public does not see them. With `now` (UTC milliseconds): also blockers at that time, and an embargo
 * or a state that stands against it then.
 */
export async function findBlockers(
  db: Db,
  version: StoryVersion,
  at: At = {},
): Promise<(Fault & { rule: RuleName })[]> {
  const release = at.now === undefined ? {} : await releaseOf(version, at.now);
  const found = runRules(await loadPreflightInput(db, version, { ...at, ...release }), 'blocker');
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

/** What stands against publishing a version at `now` beside its content: an embargo, or the state of its story. */
async function releaseOf(
  { row, groupEmbargo }: StoryVersion,
  now: number,
): Promise<Pick<StoryStatus, 'refusal' | 'embargoUntil'>> {
  const ofGroup = await groupEmbargo();
  const embargoUntil = Math.max(row.embargoUntil ?? 0, ofGroup ?? 0);
  const refusal = refusalOf('publish', { ...row, groupEmbargo: ofGroup }, now);
  return { refusal, embargoUntil: embargoUntil > now ? embargoUntil : undefined };
}

/** All findings of the rules, blockers first. */
function runRules(story: PreflightInput, severity?: Rule['severity']): Checked[] {
  return rules
    .filter((rule) => severity === undefined || rule.severity === severity)
    .flatMap((rule) =>
      rule.find(story).map((finding) => ({ rule: rule.name, severity: rule.severity, ...finding })),
    );
}
