import type { Caller } from '../../access/caller.ts';
import type { Db } from '../../foundation/database/database.ts';
import type { Fault } from '../../foundation/problem.ts';
import { refusalOf } from '../actions/actions.ts';
import { scopeToBringBack } from '../actions/bring-back.ts';
import { firstHeldBack } from '../actions/held-back.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import type { DeskEmbedded } from '../stories/embedded.ts';
import { versionOf, type OpenedStory, type StoryVersion } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';
import { loadPreflightInput, type StoryStatus, type PreflightInput, type WaitsInVain } from './input.ts';
import { findMendsMissing } from './mended.ts';
import { findHeldBySource, sayMendMissing, sayWaitsInVain } from './release-rules.ts';
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
type Asking = At &
  Pick<StoryStatus, 'requestFaults'> & {
    now: number;
    caller: Caller;
    /** The story after what is to be saved. */
    story: OpenedStory;
  };

/** All findings on a version of a story, to be published by the caller at `now` (UTC milliseconds). */
export async function preflight(
  db: Db,
  version: StoryVersion,
  { caller, story, ...asked }: Asking,
): Promise<Checked[]> {
  const publishedAt = version.row.publishedAt ?? undefined;
  const heldOrigin = firstHeldBack(await version.origins());
  const mendsMissing = await findMendsMissing(db, version);
  const waitsInVain = await findWaitsInVain(db, story);
  const release = await releaseOf(version, asked.now, { caller, heldOrigin });
  const status = { ...asked, publishedAt, heldOrigin, mendsMissing, waitsInVain, ...release };
  return runRules(await loadPreflightInput(db, version, status));
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

const unapproved = 'A section that the story is or was in asks for approval, and this version has none.';

/** What stands in the way of the version of a story that waits for its time, at that time. */
export async function findWaitsInVain(db: Db, story: OpenedStory): Promise<WaitsInVain[]> {
  const { scheduledAt: at, scheduledVersion: version, scheduleFailure } = story.row;
  if (at === null || version === null || scheduleFailure !== null) return [];
  const going = await versionOf(db, story, version);
  const movedFrom = sectionsLeftBehind(story, going);
  const blockers = await findBlockers(db, going, { now: at, movedFrom });
  return blockers.map(({ rule, detail }) => ({
    ...{ version, at },
    detail: rule === 'approvalMissing' ? unapproved : detail,
  }));
}

type Warning = Fault & { rule: RuleName };

/** The warnings that every answer carries of fields that were mended in the live text. */
export function mendWarnings(fields: string[]): Warning[] {
  return fields.map((field) => ({ rule: 'liveMendMissing', ...sayMendMissing(field) }));
}

/** The warnings that every answer carries of a schedule that will be set aside. */
export function waitingWarnings(found: WaitsInVain[]): Warning[] {
  return found.map((each) => ({ rule: 'scheduleInVain', ...sayWaitsInVain(each) }));
}

/** The warnings that every answer carries of a story that its source cancelled or withholds. */
export function sourceWarnings({ source }: Pick<ArticleRow, 'source'>): Warning[] {
  return findHeldBySource(source).map((finding) => ({ rule: 'heldBySource', ...finding }));
}

/** The warnings about subjects that every answer carries: retired and unknown ones. */
export function findSubjectWarnings(content: ArticleContent, embedded: DeskEmbedded): Warning[] {
  return subjectRules
    .filter(({ name }) => name !== 'subjectsUnchecked')
    .flatMap((rule) => rule.find({ content, embedded }).map((finding) => ({ rule: rule.name, ...finding })));
}

/** What stands against publishing a version at `now` beside its content: an embargo, or the state of its story. */
async function releaseOf(
  { row, groupEmbargo, asking }: StoryVersion,
  now: number,
  by: { caller?: Caller; heldOrigin?: string | undefined } = {},
): Promise<Pick<StoryStatus, 'refusal' | 'embargoUntil'>> {
  const ofGroup = await groupEmbargo();
  const embargoUntil = Math.max(row.embargoUntil ?? 0, ofGroup ?? 0);
  const { caller, heldOrigin } = by;
  const isByService = caller?.kind === 'service';
  const state = { ...row, groupEmbargo: ofGroup, heldOrigin, ...(isByService && { asking: await asking() }) };
  const refusal = refusalOf('publish', state, now, caller) ?? (caller && refusalToBringBack(row, caller));
  return { refusal, embargoUntil: embargoUntil > now ? embargoUntil : undefined };
}

/** Why this caller cannot publish again what somebody with another scope took back. */
function refusalToBringBack(row: StoryVersion['row'], { scopes }: Caller): string | undefined {
  const scope = scopeToBringBack(row);
  if (scope === undefined || scopes.has(scope)) return undefined;
  return `This story was ${row.publication}: to publish it again needs the scope ${scope}.`;
}

/** All findings of the rules, blockers first. */
function runRules(story: PreflightInput, severity?: Rule['severity']): Checked[] {
  return rules
    .filter((rule) => severity === undefined || rule.severity === severity)
    .flatMap((rule) =>
      rule.find(story).map((finding) => ({ rule: rule.name, severity: rule.severity, ...finding })),
    );
}
