import { refusalBySections } from '../../access/section-limit.ts';
import { toTimestamp, toTimestampIfSet } from '../../foundation/clock.ts';
import type { Db } from '../../foundation/database/database.ts';
import { etagOfRevision } from '../../foundation/http/request/if-match.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { summedUp } from '../../library/notes.ts';
import { presentNamed } from '../../library/records/present.ts';
import type { SectionRow } from '../../library/tables/sections.ts';
import { presentScheduled } from './present-scheduled.ts';
import { actionNames, refusalFor, type ActionName } from '../actions/actions.ts';
import { actionsWithin, stateFor } from '../actions/allowed.ts';
import {
  findBlockers,
  findSubjectWarnings,
  findWaitsInVain,
  mendWarnings,
  sourceWarnings,
  waitingWarnings,
} from '../preflight/check.ts';
import { findMendsMissing } from '../preflight/mended.ts';
import type { DeskArticle, DeskArticleSummary } from './desk-article.ts';
import type { Lease } from '../leases/schema.ts';
import { presentContent, type Showing } from './present-content.ts';
import { presentSource } from './from-sources.ts';
import { findPeople, type People } from './people.ts';
import { findDuplicates } from './duplicates.ts';
import { findStillLive } from './still-live.ts';
import type { OpenedStory } from '../stories/story.ts';
import { findGroup } from '../stories/translations.ts';
import type { ArticleRow, KillProposal, Returned, Unpublished } from '../stories/table.ts';

/** A story as the desk sees it at `now`: its newest version, its state, and what this caller may do with it. */
export async function showArticle(db: Db, story: OpenedStory, showing: ShowingNow): Promise<DeskArticle> {
  const { row, content } = story;
  const { caller, now, isNew = false } = showing;
  const [named, embedded, mendsMissing, inVain, actions] = await Promise.all([
    isNew ? { people: new Map([[caller.id, caller]]), leases: new Map() } : findPeople(db, row, now),
    story.embedded(),
    story.mendsMissing ?? findMendsMissing(db, story),
    findWaitsInVain(db, story),
    actionsOf(db, story, showing),
  ]);
  const group = isTakenBack(row) ? await findGroup(db, row.id) : [];
  const stillLive = await findStillLive(db, group);
  const gone = group.filter(isTakenBack).map(({ id }) => id);
  const duplicates = await findDuplicates(db, gone, caller);
  const tombstone = isTakenBack(row) ? await story.tombstone() : undefined;
  const notes = summedUp(story.notes ?? []);
  const warnings = [
    ...sourceWarnings(row),
    ...mendWarnings(mendsMissing),
    ...waitingWarnings(inVain),
    ...findSubjectWarnings(content, embedded),
  ];
  return {
    ...presentState(row, named),
    ...(tombstone && omitAbsent({ notice: tombstone.notice })),
    ...(stillLive.length > 0 && { stillLive }),
    ...(notes.length > 0 && { notes }),
    ...(duplicates.length > 0 && { duplicates }),
    ...presentContent(content, embedded, showing),
    ...(warnings.length > 0 && { warnings }),
    actions,
  } as DeskArticle;
}

function isTakenBack({ publication }: Pick<ArticleRow, 'publication'>): boolean {
  return publication === 'killed' || publication === 'withdrawn';
}

/** A story as the desk's lists show it. */
export function presentDeskSummary(
  row: ArticleRow,
  { sections, ...named }: PeopleAndLeases & { sections: Map<string, SectionRow> },
): DeskArticleSummary {
  const { slug, locale, kind, headline, sectionId } = row;
  const section = sections.get(sectionId ?? '');
  return omitAbsent({
    ...presentState(row, named),
    slug,
    locale,
    kind,
    headline,
    section: section && presentNamed(section),
  });
}

type ShowingNow = Showing & {
  now: number;
  /** Whether the story was just created: then it has no lease. */
  isNew?: boolean;
};
type PeopleAndLeases = { people: People; leases: Map<string, Lease> };

/** An actor with name. */
export function presentActor(id: string, people: People): { id: string; name: string } {
  return { id, name: people.get(id)?.name ?? '' };
}

/** The ids of the actors in a story's state. */
export function actorsIn({ createdBy, killProposal, unpublished, returned }: ArticleRow): string[] {
  return [createdBy, ...[killProposal, unpublished, returned].flatMap((said) => said?.actor ?? [])];
}

function presentReturned({ actor, at, reason, version }: Returned, people: People) {
  return { by: presentActor(actor, people), at: toTimestamp(at), reason, version };
}

function presentProposal({ actor, at, reason, notice, substituteId }: KillProposal, people: People) {
  const by = presentActor(actor, people);
  return omitAbsent({ by, at: toTimestamp(at), reason, notice, substitute: substituteId });
}

function presentUnpublished({ actor, at, publishedAt }: Unpublished, people: People) {
  return { at: toTimestamp(at), by: presentActor(actor, people), publishedAt: toTimestamp(publishedAt) };
}

function presentState(row: ArticleRow, { people, leases }: PeopleAndLeases) {
  const { id, revision, copyVersion, publication, publishedVersion } = row;
  return omitAbsent({
    id,
    etag: etagOfRevision(revision),
    revision,
    copy: { version: copyVersion, state: row.copyState },
    publication: omitAbsent({
      state: publication,
      version: publishedVersion,
      publishedAt: toTimestampIfSet(row.publishedAt),
      updatedAt: toTimestampIfSet(row.publicUpdatedAt),
      substitute: row.substituteId,
      unpublished: row.unpublished && presentUnpublished(row.unpublished, people),
    }),
    killProposed: row.killProposal && presentProposal(row.killProposal, people),
    returned: row.returned && presentReturned(row.returned, people),
    embargoUntil: toTimestampIfSet(row.embargoUntil),
    scheduled: presentScheduled(row),
    expiresAt: toTimestampIfSet(row.expiresAt),
    incoming: presentSource(row.source),
    hasUnpublishedChanges: publication === 'live' && row.copyDiffers,
    lease: leases.get(id),
    deletedAt: toTimestampIfSet(row.deletedAt),
    createdAt: toTimestamp(row.createdAt),
    createdBy: presentActor(row.createdBy, people),
    updatedAt: toTimestamp(row.updatedAt),
  });
}

async function actionsOf(
  db: Db,
  story: OpenedStory,
  { caller, now }: ShowingNow,
): Promise<DeskArticle['actions']> {
  const { row } = story;
  const [state, blockers] = await Promise.all([
    stateFor(story, actionsWithin(caller, row), now, caller),
    findBlockers(db, story),
  ]);
  const outside = caller.sections && refusalBySections(caller, await story.sections());
  function actionOf(name: ActionName) {
    const goesOut = name === 'publish' || name === 'schedule';
    const isBlocked = goesOut && blockers.length > 0;
    const refusal =
      refusalFor(caller, name, state, now) ??
      outside ??
      (isBlocked ? 'Something stands in the way of publishing: see blockers.' : undefined);
    const answer = refusal === undefined ? { allowed: true } : { allowed: false, reason: refusal };
    const needs = [
      ...(name === 'schedule' ? ['at' as const] : []),
      ...(row.publishedAt === null ? [] : ['change' as const]),
    ];
    return goesOut ? { ...answer, blockers, ...(needs.length > 0 ? { needs } : {}) } : answer;
  }
  return Object.fromEntries(actionNames.map((name) => [name, actionOf(name)])) as DeskArticle['actions'];
}
