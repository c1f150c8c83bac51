import type { Db } from '../../foundation/database/database.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { fromHtml } from '../../library/body/from-html.ts';
import { fromMarkdown } from '../../library/body/from-markdown.ts';
import { fromText } from '../../library/body/from-text.ts';
import { rekey, withKeys } from '../../library/body/keys.ts';
import { BodyIn, type Body } from '../../library/body/schema.ts';
import { withArticleIds } from '../../library/body/references.ts';
import { resolveReferences } from './resolve.ts';
import type { ArticleIn } from './schema.ts';
import { chooseSlug } from './slugs.ts';

type Saving = { id: string; defaultLocale: string; previous?: ArticleContent | undefined };

/**
 * What a version will hold: names turned into ids, text into blocks, blocks keyed as they were in the version before.
 * Throws `unknown-reference`, and `conflict` for a slug that is another's.
 */
export async function contentFrom(
  db: Db,
  input: ArticleIn,
  { id, defaultLocale, previous }: Saving,
): Promise<ArticleContent> {
  const {
    body: _,
    bodyText: __,
    bodyMarkdown: ___,
    bodyHtml: ____,
    embargoUntil: _____,
    slug,
    locale = previous?.locale ?? defaultLocale,
    ...fields
  } = input;
  const blocks = bodyFrom(input);
  const body = previous ? rekey(previous.body, blocks) : blocks;
  const ids = await resolveReferences(db, input, body);
  const { translationOf, agency, section } = input;
  return omitAbsent({
    ...fields,
    slug: await chooseSlug(db, {
      id,
      locale,
      headline: input.headline,
      slug: slug ?? keptSlug(previous, locale),
    }),
    locale,
    kind: input.kind ?? 'story',
    translationOf: translationOf && ids.article(translationOf),
    bylines: (input.bylines ?? []).map((credit) =>
      omitAbsent({ ...credit, byline: ids.byline(credit.byline) }),
    ),
    agency: agency && ids.agency(agency),
    attributions: (input.attributions ?? []).map(({ agency, via, ...rest }) =>
      omitAbsent({ ...rest, agency: agency && ids.agency(agency), via: via && ids.agency(via) }),
    ),
    body: withArticleIds(body, ids.articles),
    placements: (input.placements ?? []).map(omitAbsent),
    section: section && ids.section(section),
    topics: [...new Set((input.topics ?? []).map(ids.topic))],
    subjects: (input.subjects ?? []).map(omitAbsent),
    related: (input.related ?? []).map(({ article, ...rest }) =>
      omitAbsent({ ...rest, article: article && ids.article(article) }),
    ),
    externalIds: input.externalIds ?? [],
  }) as ArticleContent;
}

function bodyFrom({ body, bodyText, bodyMarkdown, bodyHtml }: ArticleIn): Body {
  if (bodyText !== undefined) return checked(fromText(bodyText), '/bodyText');
  if (bodyMarkdown !== undefined) return checked(fromMarkdown(bodyMarkdown), '/bodyMarkdown');
  if (bodyHtml !== undefined) return checked(fromHtml(bodyHtml), '/bodyHtml');
  return withKeys(body ?? []);
}

// Blocks that were sent have been checked already; those made from text may still be too many or too long.
function checked(blocks: Body, pointer: string): Body {
  const { error } = BodyIn.safeParse(blocks);
  if (error) throw ruleUnmet(error.issues.map(({ message }) => ({ pointer, detail: message })));
  return blocks;
}

/** A version's content in the form in which the desk sends stories: what it names by id, its text as blocks. */
export function asInput(content: ArticleContent): ArticleIn {
  return structuredClone(content);
}

// A new headline does not move a story: its slug stays until another is asked for.
function keptSlug(previous: ArticleContent | undefined, locale: string): string | undefined {
  return previous?.locale === locale ? previous.slug : undefined;
}
