import type { Db } from '../../foundation/database/database.ts';
import { unknownReference } from '../../foundation/problem.ts';
import { agencyType } from '../../library/agencies/record-type.ts';
import type { Body } from '../../library/body/schema.ts';
import { bylineType } from '../../library/bylines/record-type.ts';
import { findMissingMedia } from '../../library/pictures/rows/reference.ts';
import { lookUp, type NamedReference } from '../../library/records/store.ts';
import { sectionType } from '../../library/sections/record-type.ts';
import { topicType } from '../../library/topics/record-type.ts';
import { linksIn, picturesIn } from './named.ts';
import { lookUpArticles, type Naming } from './nameable.ts';
import type { ArticleIn } from './schema.ts';

/** The id behind each id or slug that a story names. */
export type References = {
  agency: (name: string) => string;
  byline: (name: string) => string;
  section: (name: string) => string;
  topic: (name: string) => string;
  original: (name: string) => string;
  article: (name: string) => string;
  /** The stories that are linked or related, as a map. */
  articles: Map<string, string>;
};

/**
 * Looks up all that a story names, one query per kind. Throws `unknown-reference` naming everything that is not there, or
 * is not for whoever names it.
 */
export async function resolveReferences(
  db: Db,
  input: ArticleIn,
  body: Body,
  naming: Naming,
): Promise<References> {
  const {
    agency,
    bylines = [],
    section,
    topics = [],
    related = [],
    translationOf,
    attributions = [],
  } = input;
  const found = {
    agency: await lookUp(db, agencyType, [
      ...one(agency, '/agency'),
      ...attributions.flatMap((each, index) => one(each.agency, `/attributions/${index}/agency`)),
      ...attributions.flatMap((each, index) => one(each.via, `/attributions/${index}/via`)),
    ]),
    byline: await lookUp(
      db,
      bylineType,
      bylines.flatMap(({ byline }, index) => one(byline, `/bylines/${index}/byline`)),
    ),
    section: await lookUp(db, sectionType, one(section, '/section')),
    topic: await lookUp(
      db,
      topicType,
      topics.flatMap((topic, index) => one(topic, `/topics/${index}`)),
    ),
    // Whoever translates a story has read it.
    original: await lookUpArticles(db, one(translationOf, '/translationOf'), naming, { seen: true }),
    article: await lookUpArticles(
      db,
      [
        ...related.flatMap(({ article }, index) => one(article, `/related/${index}/article`)),
        ...linksIn(body),
      ],
      naming,
    ),
  };
  const shown = picturesIn(input, body);
  const missing = await findMissingMedia(
    db,
    shown.flatMap(({ use, pointer }) => one(use.media, `${pointer}/media`)),
  );
  const faults = [...Object.values(found).flatMap(({ faults }) => faults), ...missing];
  if (faults.length > 0) throw unknownReference(faults);
  function idIn(kind: keyof typeof found) {
    const here = found[kind];
    return (name: string) => ('ids' in here ? here.ids.get(name)! : here.found.get(name)!.id);
  }
  return {
    agency: idIn('agency'),
    byline: idIn('byline'),
    section: idIn('section'),
    topic: idIn('topic'),
    original: idIn('original'),
    article: idIn('article'),
    articles: found.article.ids,
  };
}

/** One name and the place where it stands; none when there is no name. */
function one(reference: string | undefined, pointer: string): NamedReference[] {
  return reference === undefined ? [] : [{ reference, where: { pointer } }];
}
