import { and, asc, eq, inArray } from 'drizzle-orm';
import { toTimestamp } from '../../../foundation/clock.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { events } from '../../../foundation/events/table.ts';
import { omitAbsent } from '../../../foundation/omit-absent.ts';
import { invalidRequest } from '../../../foundation/problem.ts';
import type { Asked } from '../../../edition/show/asked.ts';
import { loadEmbedded } from '../../../edition/show/embedded.ts';
import { presentArticle } from '../../../edition/show/present.ts';
import { rowOf } from '../../../edition/publication/put.ts';
import { findCorrectionsAt } from '../../../edition/corrections/store.ts';
import type { Article, BodyForm } from '../../../edition/show/schema.ts';
import type { Site } from '../../../library/site.ts';
import { getContent } from '../../stories/store.ts';
import { asReadAt } from './corrections-as-of.ts';
import { publicActions, publicStateAt, type PublicEvent, type PublicState } from './public-state.ts';
import { joinedNow, type ArticleAsOf } from './as-of-schema.ts';

type Showing = { site: Site; body: BodyForm; asked: Asked; now: number };

/**
 * A story as the public could read it at `asOf` (UTC milliseconds), by its events. Throws `invalid-request` for a time
 * in the future.
 */
export async function showAsOf(
  db: Db,
  id: string,
  asOf: number,
  { now, ...showing }: Showing,
): Promise<ArticleAsOf> {
  if (asOf > now) {
    throw invalidRequest([{ parameter: 'asOf', detail: 'asOf must not lie in the future' }]);
  }
  const { at, action, toVersion, data, seq, subject } = events;
  const happened = await db
    .select({ at, action, toVersion, data })
    .from(events)
    .where(and(eq(subject, id), inArray(action, publicActions)))
    .orderBy(asc(seq));
  const found = publicStateAt(happened, asOf);
  const { state, version, publishedAt, updatedAt, told } = found;
  return omitAbsent({
    id,
    asOf: toTimestamp(asOf),
    state,
    since: moment(found.since),
    until: moment(found.until),
    version,
    publishedAt: moment(publishedAt),
    updatedAt: moment(updatedAt),
    notice: typeof told?.['notice'] === 'string' ? told['notice'] : undefined,
    ...(state === 'live' && {
      article: await articleAt(db, id, asOf, { ...found, happened }, showing),
      joinedNow: [...joinedNow],
    }),
  });
}

/** The version that was live, as delivery shows it, with the corrections until then, as they read then. */
async function articleAt(
  db: Db,
  id: string,
  asOf: number,
  { version, publishedAt, updatedAt, expiresAt, happened }: PublicState & { happened: PublicEvent[] },
  { site, body, asked }: Omit<Showing, 'now'>,
): Promise<Article> {
  const content = await getContent(db, id, version!);
  const times = { publishedAt: publishedAt!, updatedAt: updatedAt!, expiresAt: expiresAt ?? null };
  const row = { seq: 0, ...rowOf({ id, version: version!, content, ...times }, asOf) };
  const embedded = await loadEmbedded(db, [row], { areLive: false, whole: true, asked });
  const corrections = asReadAt(await findCorrectionsAt(db, id, asOf), happened, asOf);
  return presentArticle(row, { ...embedded, corrections: new Map([[id, corrections]]) }, site, body);
}

function moment(at: number | undefined): string | undefined {
  return at === undefined ? undefined : toTimestamp(at);
}
