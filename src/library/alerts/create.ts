import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { newId } from '../../foundation/ids.ts';
import { recordChanges } from '../../foundation/changes/record.ts';
import { alertChange, type IsLive, isShown, stateAt } from './alert.ts';
import type { AlertIn } from './schema.ts';
import { alerts } from '../tables/alerts.ts';

/**
 * Creates an alert. It shows from its start to its end; one with a story only while that story is live. `article` is an
 * id that the caller has checked.
 */
export async function createAlert(
  work: Work,
  { article, ...fields }: AlertIn,
  id = newId('alert'),
  isLive: IsLive = async () => true,
): Promise<string> {
  const { tx, now } = work;
  const state = stateAt(fields, now);
  await tx.insert(alerts).values({
    ...fields,
    id,
    articleId: article ?? null,
    state,
    revision: 1,
    createdAt: now,
    updatedAt: now,
  });
  await record(work, { action: 'alert.created', subject: id });
  if (await isShown(tx, { state, articleId: article ?? null }, isLive))
    await recordChanges(work, alertChange(id));
  return id;
}
