import { toTimestamp } from '../../foundation/clock.ts';
import type { ChangeRow } from '../../foundation/changes/find.ts';
import type { Db } from '../../foundation/database/database.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { findRunning } from '../../edition/alerts/list.ts';
import { listCorrections } from '../../edition/corrections/store.ts';
import { findNamedStories } from '../../edition/articles/find.ts';
import { presentStoryRef } from '../../edition/show/present.ts';
import type { Article, ArticleSummary } from '../../edition/show/schema.ts';
import { findTombstones } from '../../edition/tombstones/store.ts';
import type { Site } from '../../library/site.ts';
import { listArticles } from '../articles/list.ts';
import { encodePlace, type Walk } from './cursor.ts';
import { presentAlert } from '../alerts/alert.ts';
import { presentPublicCorrection } from '../corrections/correction.ts';
import type { PublicChange } from './schema.ts';

/** A change as it is told, and the place in a first reading that follows it. */
export type Told = Pick<
  ChangeRow,
  'seq' | 'at' | 'kind' | 'subject' | 'action' | 'state' | 'material' | 'keys'
> & { walk?: Walk };

/** As much text as one answer has, in characters of JSON. */
const mostText = 1024 * 1024;

/** The kinds that come with what they say while they are public. */
const kindsShown = new Set(['article', 'alert', 'correction']);

/**
 * Some changes in their order, stories as they are now. What is no longer public comes as removed already: whoever reads a
 * part of the log may not be told its removal. Those after the first 1 MB of whole stories are left out, but at least one
 * is told.
 */
export async function presentChanges(
  db: Db,
  rows: Told[],
  { whole, site }: { whole: boolean; site: Site },
): Promise<PublicChange[]> {
  const ids = rows
    .filter(({ kind, action }) => kind === 'article' && action === 'upserted')
    .map(({ subject }) => subject);
  const summaries = whole ? new Map<string, ArticleSummary>() : await findStories(db, ids, { whole, site });
  const shown = await findAlertsAndCorrections(db, rows, site);
  const removals = await findRemovals(db, rows, site);
  const changes: PublicChange[] = [];
  let text = 0;
  for (const row of rows) {
    const isWhole = whole && ids.includes(row.subject) && row.action === 'upserted';
    const stories = isWhole ? await findStories(db, [row.subject], { whole, site }) : summaries;
    const article = row.action === 'upserted' ? stories.get(row.subject) : undefined;
    if (isWhole) text += JSON.stringify(article ?? '').length;
    if (text > mostText && changes.length > 0) break;
    const told = row.action === 'removed' ? undefined : article ? { article } : shown.get(row.subject);
    if (told || !kindsShown.has(row.kind)) changes.push({ ...factsOf(row), ...told });
    else changes.push(removedChange(row, removals.get(row.subject)));
  }
  return changes;
}

function removedChange(row: Told, removal: Removal | undefined): PublicChange {
  const { state, ...told } = removal ?? {};
  // A story without a tombstone was unpublished.
  const why = row.state ?? state ?? (row.kind === 'article' ? 'unpublished' : null);
  return { ...factsOf({ ...row, action: 'removed', state: why }), ...told };
}

/** Alerts and corrections as they are now, by id. */
async function findAlertsAndCorrections(
  db: Db,
  rows: Told[],
  site: Site,
): Promise<Map<string, Pick<PublicChange, 'alert' | 'correction'>>> {
  function idsOf(kind: string): string[] {
    const some = rows.filter((row) => row.kind === kind && row.action === 'upserted');
    return [...new Set(some.map(({ subject }) => subject))];
  }
  const [alerts, corrections] = [idsOf('alert'), idsOf('correction')];
  const running = alerts.length > 0 ? await findRunning(db, alerts) : [];
  const { data: told } =
    corrections.length > 0
      ? await listCorrections(db, { limit: corrections.length, filters: { ids: corrections } })
      : { data: [] };
  const shown = new Map<string, Pick<PublicChange, 'alert' | 'correction'>>();
  for (const row of running) shown.set(row.alert.id, { alert: presentAlert(row, site) });
  for (const row of told) shown.set(row.id, { correction: presentPublicCorrection(row, site) });
  return shown;
}

async function findStories(
  db: Db,
  ids: string[],
  { whole, site }: { whole: boolean; site: Site },
): Promise<Map<string, Article | ArticleSummary>> {
  if (ids.length === 0) return new Map();
  const wanted = [...new Set(ids)];
  const include = whole ? (['body'] as const) : undefined;
  const asked = {
    ids: wanted,
    limit: wanted.length,
    sort: '-publishedAt',
    include: include && [...include],
  } as const;
  const { data } = await listArticles(db, asked, site);
  return new Map(data.map((present) => present()).map((story) => [story.id, story]));
}

function factsOf({ seq, at, kind, subject, action, state, material, keys, walk }: Told): PublicChange {
  return omitAbsent({
    cursor: encodePlace({ place: { seq, at }, ...(walk && { walk }) }),
    at: toTimestamp(at),
    kind: kind as PublicChange['kind'],
    id: subject,
    action,
    state: state as PublicChange['state'],
    material,
    surrogateKeys: keys,
  });
}

type Removal = Pick<PublicChange, 'headline' | 'notice' | 'substitute'> & { state: string };

/** Why stories are public no longer, and what readers are told in place of them, by id. */
async function findRemovals(db: Db, rows: Told[], site: Site): Promise<Map<string, Removal>> {
  const stories = rows.filter(({ kind }) => kind === 'article').map(({ subject }) => subject);
  const left = await findTombstones(db, stories);
  const { headlines } = await findNamedStories(db, {
    ids: [...left.values()].flatMap(({ substituteId }) => substituteId ?? []),
  });
  return new Map(
    [...left].map(([id, { state, headline, notice, substituteId }]) => {
      const substitute = headlines.get(substituteId ?? '');
      return [
        id,
        omitAbsent({ state, headline, notice, substitute: substitute && presentStoryRef(substitute, site) }),
      ];
    }),
  );
}
