import { and, isNull, sql } from 'drizzle-orm';
import { alertChange } from '../../library/alerts/alert.ts';
import { asFlag } from '../../foundation/database/columns.ts';
import type { Db } from '../../foundation/database/database.ts';
import { isUnset, prepared, preparedForIds } from '../../foundation/database/prepared.ts';
import type { PublicChange } from '../../foundation/changes/record.ts';
import { pictureChange } from '../../library/pictures/rows/public-change.ts';
import { alerts } from '../../library/tables/alerts.ts';
import { media } from '../../library/tables/pictures.ts';
import { announcesNothingHidden } from '../alerts/shown.ts';
import { ledHere } from '../articles/led-to.ts';
import { correctionChange } from '../corrections/correction-change.ts';
import { findCorrections } from '../corrections/store.ts';
import { isShownMedia } from '../media/public.ts';
import type { StoryFacts } from './story-change.ts';

/** Those of these pictures that are not withheld, and whether a live story, a logo or a portrait shows each now. */
export async function findShown(db: Db, ids: Iterable<string>): Promise<Map<string, boolean>> {
  return new Map((await usableAmong(db, ids)).map(({ id, isShown }) => [id, isShown === 1]));
}

const usableAmong = preparedForIds((db, among) =>
  db
    .select({ id: media.id, isShown: asFlag(isShownMedia) })
    .from(media)
    .where(and(among(media.id), isUnset(media.rightsExpired), isNull(media.takenDown))),
);

/** The changes of the pictures of a story that came into public with it, or left. */
export function pictureChanges(
  before: ReadonlySet<string>,
  after: ReadonlyMap<string, boolean>,
): PublicChange[] {
  return [...after].flatMap(([id, isShown]) => {
    const wasShown = before.has(id);
    if (wasShown === isShown) return [];
    // No answer lacks it that another change does not name.
    return [{ ...pictureChange(id, { wasShown, isShown, state: 'hidden' }), anywhere: false }];
  });
}

/** The changes of the running alerts of a story that came into public or left, and of those that were consolidated into it. */
export async function alertChanges(db: Db, id: string): Promise<PublicChange[]> {
  const rows = await alertsOf(db, { id });
  return rows.map((row) => alertChange(row.id, row.isShown === 1 ? undefined : 'hidden'));
}

const alertsOf = prepared((db) =>
  db
    .select({ id: alerts.id, isShown: asFlag(announcesNothingHidden) })
    .from(alerts)
    .where(and(sql`${alerts.state} = 'running'`, sql`${alerts.articleId} IN ${ledHere('id')}`)),
);

/** The changes of the corrections that come with their story: back into public, or to where it is now. */
export async function correctionChanges(db: Db, story: StoryFacts): Promise<PublicChange[]> {
  const found = await findCorrections(db, [story.id]);
  return [...found.values()].flat().map((correction) => correctionChange(correction, story));
}
