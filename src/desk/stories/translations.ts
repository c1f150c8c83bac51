import { and, eq, isNull, max, ne, or, sql } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { prepared } from '../../foundation/database/prepared.ts';
import { articles } from './table.ts';

/** A story of a group of translations. */
export type GroupMember = {
  id: string;
  locale: string;
  translationOf: string | null;
  publication: (typeof articles.$inferSelect)['publication'];
  embargoUntil: number | null;
  /** When it is scheduled; null too where that was refused. */
  scheduledAt: number | null;
  createdBy: string;
};

/** The original and its translations, without deleted ones. `original` may also name a translation. */
export async function findGroup(db: Db, original: string): Promise<GroupMember[]> {
  return membersOf(db, { original });
}

const inGroup = or(eq(articles.id, rootOf()), eq(articles.translationOf, rootOf()));

function rootOf() {
  const original = sql.placeholder('original');
  return sql`coalesce((SELECT translation_of FROM articles WHERE id = ${original}), ${original})`;
}

const membersOf = prepared((db) => {
  const { id, locale, translationOf, publication, embargoUntil, scheduledAt, createdBy } = articles;
  return db
    .select({
      ...{ id, locale, translationOf, publication, embargoUntil, createdBy },
      scheduledAt: sql<number | null>`CASE WHEN ${articles.scheduleFailure} IS NULL THEN ${scheduledAt} END`,
    })
    .from(articles)
    .where(and(isNull(articles.deletedAt), inGroup));
});

/** The latest end of an embargo (UTC milliseconds) of the other stories of the group; to delete one ends none. */
export async function findGroupEmbargo(
  db: Db,
  { id, translationOf }: { id: string; translationOf: string | null | undefined },
): Promise<number | null> {
  const [row] = await groupEmbargo(db, { id, original: translationOf ?? id });
  return row?.until ?? null;
}

const groupEmbargo = prepared((db) =>
  db
    .select({ until: max(articles.embargoUntil) })
    .from(articles)
    .where(and(inGroup, ne(articles.id, sql.placeholder('id')))),
);

/** The story of the group that an embargo is handed to: the one with the latest; one that is not deleted first. */
export async function findHeir(
  db: Db,
  { id, translationOf }: { id: string; translationOf: string | null },
): Promise<Pick<GroupMember, 'id' | 'embargoUntil'> | undefined> {
  const [heir] = await heirOf(db, { id, original: translationOf ?? id });
  return heir;
}

const heirOf = prepared((db) => {
  const { id, embargoUntil, publication, deletedAt } = articles;
  return db
    .select({ id, embargoUntil })
    .from(articles)
    .where(and(inGroup, ne(id, sql.placeholder('id')), sql`${publication} <> 'killed'`))
    .orderBy(sql`coalesce(${embargoUntil}, 0) DESC`, sql`${deletedAt} IS NOT NULL`, id)
    .limit(1);
});

/** Why nothing can be linked to the original of a group: it was killed. */
export function refusalOfKilled(group: GroupMember[], original: string): string | undefined {
  const isKilled = group.some(({ id, publication }) => id === original && publication === 'killed');
  return isKilled ? 'That story was killed: nothing more translates it.' : undefined;
}

/** Why a story in this language cannot translate the original of this group; undefined when it can. */
export function refusalOfTranslation(
  group: GroupMember[],
  { id, original, locale }: { id?: string | undefined; original: string; locale: string },
): { detail: string; other?: GroupMember } | undefined {
  if (id === original) return { detail: 'A story cannot translate itself.' };
  const other = group.find((member) => member.id !== id && member.locale === locale);
  return other && { detail: `This story is there in ${locale} already.`, other };
}

/** Why a story that others translate cannot become a translation; undefined when none does. */
export function refusalOfSecondOriginal(group: GroupMember[], id: string): string | undefined {
  const translation = group.find(({ translationOf }) => translationOf === id);
  return (
    translation &&
    `The story in ${translation.locale} translates this one, which cannot translate another then: set translationOf of the story in ${translation.locale} instead.`
  );
}

/**
 * What an embargo until then cannot do for these stories; undefined when they can be under it, also since it is over.
 */
export function refusalOfEmbargo(group: GroupMember[], until: number, now: number): string | undefined {
  if (until <= now) return undefined;
  const live = group.find(({ publication }) => publication === 'live');
  if (live) return `cannot be set: the story is live in ${live.locale}`;
  const first = Math.min(...group.flatMap(({ scheduledAt }) => scheduledAt ?? []));
  if (first >= until) return undefined;
  return `cannot be later than ${toTimestamp(first)}: a translation is scheduled for then; unschedule it first`;
}

/** The latest end of an embargo in the group (UTC milliseconds); 0 without one. */
export function embargoOfGroup(group: GroupMember[]): number {
  return Math.max(0, ...group.map(({ embargoUntil }) => embargoUntil ?? 0));
}
