import type { Caller } from '../../../access/caller.ts';
import type { Db, Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import { ruleUnmet } from '../../../foundation/problem.ts';
import type { Note } from '../../../library/notes.ts';
import { createArticle } from '../../drafts/create.ts';
import { saveCopy } from '../../drafts/save.ts';
import { withoutGone } from '../../drafts/without-gone.ts';
import { moveEmbargo } from '../../release/embargo.ts';
import { noted } from '../../stories/cancellations.ts';
import { asInput } from '../../stories/input/content.ts';
import { loadDeskEmbedded } from '../../stories/embedded.ts';
import { withSurvivors } from '../../stories/merged.ts';
import type { ArticleIn } from '../../stories/schema.ts';
import type { OpenedStory } from '../../stories/story.ts';
import type { IncomingRow } from '../../stories/incoming-table.ts';
import { requireDecidable, saveDecision } from './decide.ts';
import { inputAccepting, inputCreating } from './fields.ts';
import { noteSending } from '../known.ts';
import { withNames } from '../names.ts';
import { saveSourceState } from '../source-state.ts';
import { adoptRecords } from '../store.ts';

type Options = {
  /** The fields to accept; absent: all. */
  fields?: string[] | undefined;
  /** A note about the new version. */
  note?: string | undefined;
  caller?: Caller | undefined;
};

/**
 * Makes a version that waits the next version of its story, whole or in part. What it refers to and is gone is left out,
 * and named. Later versions of its source still wait. Throws `conflict` unless it waits, and what saving throws.
 */
export async function acceptIncoming(
  work: Work,
  story: OpenedStory,
  row: IncomingRow,
  { fields, note, caller }: Options,
): Promise<OpenedStory> {
  await requireDecidable(row, story, caller);
  const { tx } = work;
  const { input: sent, leftOut } = await inputOf(tx, row, story.row.id, fields);
  const input = inputAccepting(sent, story.content, fields);
  const saved = await saveCopy(work, story, input, { note, caller, sent: { incoming: row.id } });
  const movesEmbargo = row.embargoUntil !== null && (fields?.includes('embargoUntil') ?? true);
  const after = movesEmbargo ? await moveEmbargo(work, saved, row.embargoUntil, caller) : saved;
  const told = { ...after, notes: [...(saved.notes ?? []), ...leftOut] };
  await keepAccepted(work, told, row, fields);
  const withheld = row.pubStatus === 'withheld' ? noted(row) : null;
  // A part of a version does not say that the rest of the story may be used.
  return saveSourceState(tx, told, withheld || !fields ? { withheld } : {});
}

/**
 * Creates the story of a version that waits and could not be applied when it came. Throws `conflict` unless it waits, and
 * what creating throws.
 */
export async function acceptAsNew(
  work: Work,
  row: IncomingRow,
  { fields, caller, defaultLocale }: Options & { defaultLocale: string },
): Promise<OpenedStory> {
  await requireDecidable(row, undefined, caller);
  const { tx } = work;
  const { input: sent } = await inputOf(tx, row, '', fields);
  const { scheme, value } = row;
  const input = withNames(inputCreating(sent, fields), { scheme, value });
  const origin = { data: { incoming: row.id } };
  const created = await createArticle(work, input, { defaultLocale, caller, origin });
  await adoptRecords(tx, row, created.row.id);
  await keepAccepted(work, created, row, fields);
  return saveSourceState(tx, created, row.pubStatus === 'withheld' ? { withheld: noted(row) } : {});
}

async function keepAccepted(
  work: Work,
  { row: { id, copyVersion: version } }: OpenedStory,
  row: IncomingRow,
  fields: string[] | undefined,
): Promise<void> {
  await saveDecision(work, row, { state: 'accepted', version, fields: fields ?? null, articleId: id });
  await noteSending(work.tx, row, row.sourceVersion ?? undefined);
  await record(work, {
    action: 'article.incomingAccepted',
    subject: id,
    toVersion: version,
    data: { incoming: row.id, ...(fields && { fields }), externalId: `${row.scheme}:${row.value}` },
  });
}

/**
 * What a version says, as input: without what is gone since, of which `leftOut` tells, and with its slug only if its
 * source chose it or it is named. One that could not be applied is as it came. Throws `rule-unmet` where it cannot be read.
 */
async function inputOf(
  db: Db,
  { content, sent, faults }: IncomingRow,
  storyId: string,
  fields: string[] | undefined,
): Promise<{ input: ArticleIn; leftOut: Note[] }> {
  if (sent && 'input' in sent) return { input: sent.input, leftOut: [] };
  if (!content) throw ruleUnmet(faults ?? []);
  const present = await withSurvivors(db, content);
  const { content: without, leftOut } = withoutGone(storyId, present, await loadDeskEmbedded(db, present));
  const { slug, ...input } = asInput(without);
  return {
    input: without.isSlugSet || fields?.includes('slug') ? { ...input, slug } : input,
    leftOut: leftOut.filter(({ pointer = '' }) => fields?.includes(pointer.split('/')[1]!) ?? true),
  };
}
