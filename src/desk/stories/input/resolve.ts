import type { Db } from '../../../foundation/database/database.ts';
import { unknownReference } from '../../../foundation/problem.ts';
import type { ArticleContent } from '../../../edition/articles/content.ts';
import { agencyType } from '../../../library/agencies/record-type.ts';
import type { Body } from '../../../library/body/schema.ts';
import { bylineType } from '../../../library/bylines/record-type.ts';
import { lookUp, type NamedReference } from '../../../library/records/store.ts';
import { sectionType } from '../../../library/sections/record-type.ts';
import { topicType } from '../../../library/topics/record-type.ts';
import { byId, type DeskEmbedded } from '../embedded.ts';
import { linksIn, pictureUsesIn } from '../named.ts';
import { checkSubjects } from './check-subjects.ts';
import { type Candidate, chooseNamed, findCandidates, type ReferenceContext } from './visible-references.ts';
import type { ArticleIn } from '../schema.ts';

/** The resolved references of a story: the id of each id or slug, and the records. */
export type Resolved = {
  agency: (name: string) => string;
  byline: (name: string) => string;
  section: (name: string) => string;
  topic: (name: string) => string;
  /** The id of the story that it translates: the original, also where a translation was named. */
  original: string | undefined;
  article: (name: string) => string;
  /** The ids of linked and related stories, by reference. */
  articles: Map<string, string>;
  subjects: ArticleContent['subjects'];
  embedded: DeskEmbedded;
};

type StoryReferences = {
  input: ArticleIn;
  body: Body;
  /** The existing pictures that it shows. */
  pictures: DeskEmbedded['pictures'];
};

/**
 * Resolves all references of a story, one query per kind. Throws `unknown-reference` with all that do not exist or that
 * the caller may not see.
 */
export async function resolveReferences(
  db: Db,
  { input, body, pictures }: StoryReferences,
  context: ReferenceContext,
): Promise<Resolved> {
  const {
    agency,
    bylines = [],
    section,
    topics = [],
    related = [],
    translationOf,
    attributions = [],
    subjects = [],
  } = input;
  const originals = one(translationOf, '/translationOf');
  const others = [
    ...related.flatMap(({ article }, index) => one(article, `/related/${index}/article`)),
    ...linksIn(body),
  ];
  const [stories, checked, agenciesFound, bylinesFound, sectionsFound, topicsFound] = await Promise.all([
    findCandidates(
      db,
      [...originals, ...others].map(({ reference }) => reference),
    ),
    checkSubjects(db, subjects, context),
    lookUp(db, agencyType, [
      ...one(agency, '/agency'),
      ...attributions.flatMap((each, index) => one(each.agency, `/attributions/${index}/agency`)),
      ...attributions.flatMap((each, index) => one(each.via, `/attributions/${index}/via`)),
    ]),
    lookUp(
      db,
      bylineType,
      bylines.flatMap(({ byline }, index) => one(byline, `/bylines/${index}/byline`)),
    ),
    lookUp(db, sectionType, one(section, '/section')),
    lookUp(
      db,
      topicType,
      topics.flatMap((topic, index) => one(topic, `/topics/${index}`)),
    ),
  ]);
  const found = {
    agency: agenciesFound,
    byline: bylinesFound,
    section: sectionsFound,
    topic: topicsFound,
    // Only stories that the caller may see can be translated.
    original: chooseNamed(stories, originals, context, { seen: true }),
    article: chooseNamed(stories, others, context),
  };
  const missing = pictureUsesIn(input, body)
    .filter(({ use }) => !pictures.has(use.media))
    .map(({ use, pointer }) => ({
      pointer: `${pointer}/media`,
      detail: `There is no media "${use.media}".`,
    }));
  const faults = [...Object.values(found).flatMap(({ faults }) => faults), ...checked.faults, ...missing];
  if (faults.length > 0) throw unknownReference(faults);
  const translated = translationOf === undefined ? undefined : found.original.found.get(translationOf);
  // What an old version says is kept, and means its original.
  const isKept = translationOf === context.before?.translationOf;
  const original = isKept ? translated : await originalOf(db, translated);
  function idIn(kind: keyof typeof found) {
    return (name: string) => found[kind].found.get(name)!.id;
  }
  const named = [
    ...found.original.found.values(),
    ...found.article.found.values(),
    ...(original ? [original] : []),
  ];
  return {
    agency: idIn('agency'),
    byline: idIn('byline'),
    section: idIn('section'),
    topic: idIn('topic'),
    original: original?.id,
    article: idIn('article'),
    articles: new Map([...found.article.found].map(([name, { id }]) => [name, id])),
    subjects: checked.subjects,
    embedded: {
      agencies: byId(found.agency.found.values()),
      bylines: byId(found.byline.found.values()),
      sections: byId(found.section.found.values()),
      topics: byId(found.topic.found.values()),
      stories: byId(named),
      copySections: new Map(named.map(({ id, copySection }) => [id, copySection])),
      headlines: new Map(named.flatMap(({ id, live }) => (live ? [[id, live]] : []))),
      pictures,
      subjects: checked.known,
    },
  };
}

/** The story that a translation translates; any other story is its own original. */
async function originalOf(db: Db, story: Candidate | undefined): Promise<Candidate | undefined> {
  if (!story?.translationOf) return story;
  const [original] = await findCandidates(db, [story.translationOf]);
  return original ?? story;
}

/** A reference with its place, as a list; empty when there is none. */
function one(reference: string | undefined, pointer: string): NamedReference[] {
  return reference === undefined ? [] : [{ reference, where: { pointer } }];
}
