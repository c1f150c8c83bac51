import type { z } from 'zod';
import { toTimestamp } from '../../foundation/clock.ts';
import { presentKept } from '../../foundation/http/answer/kept.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { AlertRow } from '../../library/tables/alerts.ts';
import type { DeskAlert } from './schema.ts';

/** An alert as the desk sees it; `live` has the live stories. */
export function presentAlert(row: AlertRow, live: { has(id: string): boolean }): z.output<typeof DeskAlert> {
  const { id, headline, articleId, url, startsAt, endsAt, state } = row;
  return omitAbsent({
    id,
    headline,
    article: articleId === null ? undefined : { id: articleId, live: live.has(articleId) },
    url,
    startsAt: toTimestamp(startsAt),
    endsAt: toTimestamp(endsAt),
    state,
    ...presentKept(row),
  });
}
