import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { requireLegal } from '../stories/actions.ts';
import { asInput } from '../stories/content.ts';
import { createArticle } from './create.ts';
import { getArticle, getContent } from '../stories/store.ts';

/** Starts a story with the content of another, under the same embargo: a draft with a slug of its own. Gives its id. */
export async function duplicateArticle(work: Work, id: string, caller?: Caller): Promise<string> {
  const source = await getArticle(work.tx, id);
  requireLegal('duplicate', source, work.now);
  const content = await getContent(work.tx, id, source.copyVersion);
  // It is no second translation, and what stands elsewhere is the other one.
  const { slug: _, externalIds: __, canonicalUrl: ___, translationOf: ____, ...rest } = asInput(content);
  // What it translates may be under an embargo of its own.
  const original = content.translationOf && (await getArticle(work.tx, content.translationOf));
  const embargoUntil = Math.max(source.embargoUntil ?? 0, original ? (original.embargoUntil ?? 0) : 0);
  return createArticle(
    work,
    { ...rest, ...(embargoUntil > 0 ? { embargoUntil } : {}) },
    { defaultLocale: content.locale, origin: { data: { duplicated: id }, content }, caller },
  );
}
