import { toTimestamp } from '../../foundation/clock.ts';
import type { Db } from '../../foundation/database/database.ts';
import { etagOfRevision } from '../../foundation/http/if-match.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { ActorRow } from '../../access/table.ts';
import { presentNamed } from '../../library/records/present.ts';
import type { SectionRow } from '../../library/sections/table.ts';
import { actionNames, refusalFor, type ActionName } from './actions.ts';
import { findActors, findDeskAround, type DeskAround } from './around.ts';
import { findBlockers } from './blockers.ts';
import type { DeskArticle, DeskArticleSummary } from './desk-article.ts';
import { presentContent, type Showing } from './present-content.ts';
import { countNaming } from './references.ts';
import { getArticle, getContent } from './store.ts';
import type { ArticleRow } from './table.ts';

/** A story as the desk sees it at `now`: its newest version, where it stands, and what this caller may do with it. */
export async function showArticle(
  db: Db,
  id: string,
  showing: Showing & { now: number },
): Promise<DeskArticle> {
  const row = await getArticle(db, id);
  const content = await getContent(db, id, row.copyVersion);
  const around = await findDeskAround(db, content);
  const people = await findActors(db, [row.createdBy]);
  return {
    ...presentStanding(row, people),
    ...presentContent(content, around, showing),
    actions: await actionsOf(db, row, content, { ...showing, around }),
  } as DeskArticle;
}

/** A story as the desk's lists show it. */
export function presentDeskSummary(
  row: ArticleRow,
  people: Map<string, ActorRow>,
  sections: Map<string, SectionRow>,
): DeskArticleSummary {
  const { slug, locale, kind, headline, sectionId } = row;
  const section = sections.get(sectionId ?? '');
  return omitAbsent({
    ...presentStanding(row, people),
    slug,
    locale,
    kind,
    headline,
    section: section && presentNamed(section),
  });
}

/** Who did something, named. */
export function presentActor(id: string, people: Map<string, ActorRow>): { id: string; name: string } {
  return { id, name: people.get(id)?.name ?? '' };
}

function presentStanding(row: ArticleRow, people: Map<string, ActorRow>) {
  const { id, revision, copyVersion, publication, publishedVersion } = row;
  return omitAbsent({
    id,
    etag: etagOfRevision(revision),
    revision,
    copy: { version: copyVersion, state: row.copyState },
    publication: omitAbsent({
      state: publication,
      version: publishedVersion,
      publishedAt: moment(row.publishedAt),
      updatedAt: moment(row.publicUpdatedAt),
    }),
    embargoUntil: moment(row.embargoUntil),
    hasUnpublishedChanges: publication === 'live' && copyVersion !== publishedVersion,
    deletedAt: moment(row.deletedAt),
    createdAt: toTimestamp(row.createdAt),
    createdBy: presentActor(row.createdBy, people),
    updatedAt: toTimestamp(row.updatedAt),
  });
}

async function actionsOf(
  db: Db,
  row: ArticleRow,
  content: Parameters<typeof findBlockers>[1],
  { caller, now, around }: Showing & { now: number; around: DeskAround },
): Promise<DeskArticle['actions']> {
  const originalEmbargo = around.stories.get(content.translationOf ?? '')?.embargoUntil ?? null;
  const story = { ...row, namedBy: await countNaming(db, row.id), originalEmbargo };
  const blockers = await findBlockers(db, content, row);
  function actionOf(name: ActionName) {
    const isBlocked = name === 'publish' && blockers.length > 0;
    const refusal =
      refusalFor(caller, name, story, now) ??
      (isBlocked ? 'Something stands in the way of publishing: see blockers.' : undefined);
    const answer = refusal === undefined ? { allowed: true } : { allowed: false, reason: refusal };
    const needs = row.publishedAt === null ? {} : { needs: ['change' as const] };
    return name === 'publish' ? { ...answer, blockers, ...needs } : answer;
  }
  return Object.fromEntries(actionNames.map((name) => [name, actionOf(name)])) as DeskArticle['actions'];
}

function moment(at: number | null): string | undefined {
  return at === null ? undefined : toTimestamp(at);
}
