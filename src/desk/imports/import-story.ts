import { eq } from 'drizzle-orm';
import type { Caller } from '../../access/caller.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { idOfUrn } from '../../foundation/ids.ts';
import { conflict, type Problem } from '../../foundation/problem.ts';
import { articles, type ArticleRow } from '../stories/table.ts';
import { loadByExternalId, upsertArticle } from '../drafts/upsert.ts';
import { resolveNames } from './resolve-names.ts';
import type { IncomingStory } from './formats/incoming.ts';
import type { RecordCreation } from './records.ts';

export type Imported = {
  outcome: 'created' | 'updated' | 'unchanged';
  article: string;
  version: number;
  notes: string[];
};

type Options = RecordCreation & { defaultLocale: string; caller?: Caller | undefined };

/**
 * Saves an imported story: a new draft, or a new version of the story that its source sent before. Never publishes and
 * never takes down. Throws `conflict` and `rule-unmet`.
 */
export async function importStory(work: Work, incoming: IncomingStory, options: Options): Promise<Imported> {
  const { defaultLocale, caller } = options;
  const { tx } = work;
  const known = await loadByExternalId(tx, incoming.name);
  const before = known?.story;
  if (!before) await refuseOwn(tx, incoming);
  refuseTakenBack(incoming, before?.row);
  const notes: string[] = [];
  const input = await resolveNames(work, incoming, before, { ...options, notes });
  const sent = { name: incoming.name, input, sourceVersion: incoming.sourceVersion };
  const after = await upsertArticle(work, known, sent, { defaultLocale, caller, keepsOwnEdits: true });
  const outcome = !before ? 'created' : after.row === before.row ? 'unchanged' : 'updated';
  if (incoming.status === 'withheld') notes.push('Its source withholds it: it stays a draft.');
  if (incoming.isPartial) notes.push('It is an excerpt of what its source has (representationType).');
  return { outcome, article: after.row.id, version: after.row.copyVersion, notes };
}

/** Refuses stories of this server that are imported again. */
async function refuseOwn(db: Db, { name, placeOf }: IncomingStory): Promise<void> {
  const id = idOfUrn('article', name.value);
  if (id === undefined) return;
  const [own] = await db.select({ id: articles.id }).from(articles).where(eq(articles.id, id));
  if (own)
    throw refusal(`This is a story of this newsroom, ${id}: change it at the desk.`, placeOf('/externalIds'));
}

/** Refuses items that the source has taken back; editors decide what to do with the story here. */
function refuseTakenBack(
  { status, isPartial, placeOf }: IncomingStory,
  before: ArticleRow | undefined,
): void {
  if (status === 'usable' && isPartial && before)
    throw refusal(
      `This is an excerpt, and would take the text of ${before.id} away; send it whole.`,
      placeOf('/isPartial'),
    );
  if (status === 'usable' || (status === 'withheld' && before?.publication !== 'live')) return;
  const said =
    status === 'canceled' ? 'Its source canceled it: nothing of it may be used.' : 'Its source withholds it.';
  if (!before) throw refusal(said, placeOf('/status'));
  const todo =
    before.publication === 'live'
      ? 'is live: kill, withdraw or unpublish it at the desk'
      : 'is here and not live: see to it at the desk, that it never goes out';
  throw refusal(`${said} ${before.id} ${todo}.`, placeOf('/status'));
}

function refusal(detail: string, pointer: string): Problem {
  return conflict(detail, { pointer });
}
