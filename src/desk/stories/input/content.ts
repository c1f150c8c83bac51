import type { Caller } from '../../../access/caller.ts';
import { requireSections } from '../../../access/section-limit.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { ruleUnmet } from '../../../foundation/problem.ts';
import { omitAbsent } from '../../../foundation/omit-absent.ts';
import type { ArticleContent } from '../../../edition/articles/content.ts';
import { uniqueCredits } from '../../../edition/show/unique.ts';
import { rekey } from '../../../library/body/keys.ts';
import { withArticleIds } from '../../../library/body/references.ts';
import { findMediaItems } from '../../../library/pictures/rows/store.ts';
import type { Note } from '../../../library/notes.ts';
import type { DeskEmbedded } from '../embedded.ts';
import { pictureUsesIn } from '../named.ts';
import { withoutInheritedCaptions } from './inherited-captions.ts';
import { refuseTranslation } from './refuse-translation.ts';
import { resolveReferences } from './resolve.ts';
import type { ArticleIn } from '../schema.ts';
import { bodyFrom } from './sent-body.ts';
import { chooseSlug, isFromHeadline, type WantedSlug } from '../slugs.ts';

type Saving = {
  id: string;
  defaultLocale: string;
  /** The version before. */
  previous?: ArticleContent | undefined;
  /** The content that a new story starts from, or that is restored. */
  source?: ArticleContent | undefined;
  caller?: Caller | undefined;
  /** Whether the story was ever public: its slug then stays. */
  wasPublic?: boolean;
  /** Make a new slug from the headline. */
  slugAnew?: boolean;
  /** Whether this is a version that was saved before. */
  isStored?: boolean;
};

/** The content of a version, with all that it refers to, and notes on what of the text was not kept. */
type Whole = { content: ArticleContent; embedded: DeskEmbedded; notes: Note[] };

/**
 * Makes the content of a version from input: references become ids, text becomes blocks, and blocks keep the keys of
 * the version before. Throws `unknown-reference`, and `conflict` for the slug of another story.
 */
export async function contentFrom(db: Db, input: ArticleIn, saving: Saving): Promise<Whole> {
  const { id, defaultLocale, previous, source, caller, isStored = false } = saving;
  const {
    body: _,
    bodyText,
    bodyMarkdown,
    bodyHtml,
    embargoUntil,
    slug,
    locale = previous?.locale ?? defaultLocale,
    ...fields
  } = input;
  const notes: Note[] = [];
  const sent = bodyFrom(input, locale, (note) => notes.push(note));
  const pictures = await findMediaItems(
    db,
    pictureUsesIn(input, sent).map(({ use }) => use.media),
  );
  const isWritten = input.bodyHtml !== undefined || input.bodyMarkdown !== undefined;
  const blocks = isWritten ? withoutInheritedCaptions(sent, pictures, { locale, defaultLocale }) : sent;
  const body = previous ? rekey(previous.body, blocks) : blocks;
  const context = { caller, before: previous ?? source, source, locale, isStored };
  const { embedded, ...ids } = await resolveReferences(db, { input, body, pictures }, context);
  const { agency, section } = input;
  await refuseTranslation(db, ids.original, { id, locale, previous, caller });
  refuseOwnRelation(input, ids.article, { id, previous });
  // Where a story is moved, the section from which it goes was checked with the action.
  if (caller) requireSections(caller, [section && ids.section(section)]);
  const content = omitAbsent({
    ...fields,
    headlines: fields.headlines && filled(fields.headlines),
    rights: fields.rights && filled(fields.rights),
    ...(await slugFor(db, { id, locale, headline: input.headline, slug }, saving)),
    locale,
    kind: input.kind ?? 'story',
    translationOf: ids.original,
    bylines: uniqueCredits(
      (input.bylines ?? []).map((credit) => omitAbsent({ ...credit, byline: ids.byline(credit.byline) })),
    ),
    agency: agency && ids.agency(agency),
    attributions: (input.attributions ?? []).map(({ agency, via, ...rest }) =>
      omitAbsent({ ...rest, agency: agency && ids.agency(agency), via: via && ids.agency(via) }),
    ),
    body: withArticleIds(body, ids.articles),
    placements: (input.placements ?? []).map(omitAbsent),
    section: section && ids.section(section),
    topics: [...new Set((input.topics ?? []).map(ids.topic))],
    subjects: ids.subjects,
    related: (input.related ?? []).map(({ article, ...rest }) =>
      omitAbsent({ ...rest, article: article && ids.article(article) }),
    ),
    externalIds: input.externalIds ?? [],
  }) as ArticleContent;
  return { content, embedded, notes };
}

/** Throws `rule-unmet` where a story is related to itself; old versions may be so. */
function refuseOwnRelation(
  { related = [] }: ArticleIn,
  idOf: (name: string) => string,
  { id, previous }: { id: string; previous: ArticleContent | undefined },
): void {
  if (previous?.related.some(({ article }) => article === id)) return;
  const faults = related.flatMap(({ article }, index) =>
    article !== undefined && idOf(article) === id
      ? [{ pointer: `/related/${index}/article`, detail: 'A story cannot be related to itself.' }]
      : [],
  );
  if (faults.length > 0) throw ruleUnmet(faults);
}

/** Undefined for an object without values, which would make an equal version different. */
function filled<T extends object>(fields: T): T | undefined {
  const said = omitAbsent(fields);
  return Object.keys(said).length > 0 ? (said as T) : undefined;
}

/** The content of a version as input: references by id, the text as blocks. */
export function asInput({ isSlugSet: _, leftSections: __, ...content }: ArticleContent): ArticleIn {
  return structuredClone(content);
}

/**
 * The slug of a version. One that was made from the headline follows it until the story is first public; one that
 * somebody chose stays until another is asked for, or with `slugAnew` one from the headline.
 */
async function slugFor(
  db: Db,
  { slug, ...wanted }: WantedSlug,
  { previous, wasPublic = false, slugAnew = false }: Pick<Saving, 'previous' | 'wasPublic' | 'slugAnew'>,
): Promise<Pick<ArticleContent, 'slug' | 'isSlugSet'>> {
  const { id, locale, headline } = wanted;
  const before = previous?.locale === locale ? previous : undefined;
  if (slug !== undefined && slug !== before?.slug)
    return { slug: await chooseSlug(db, { slug, ...wanted }), isSlugSet: true };
  if (!before) return { slug: await chooseSlug(db, wanted) };
  const { slug: kept, isSlugSet } = before;
  const mayFollow = slug === undefined && !wasPublic && !isSlugSet && isFromHeadline({ ...before, id });
  if ((mayFollow || slugAnew) && !isFromHeadline({ id, headline, slug: kept }))
    return { slug: await chooseSlug(db, wanted) };
  return { slug: kept, ...(isSlugSet && !slugAnew && { isSlugSet }) };
}
