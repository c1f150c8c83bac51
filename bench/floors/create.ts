import type { Database } from 'better-sqlite3';
import { newId } from '../../src/foundation/ids.ts';
import { numbersAt } from '../../src/foundation/search/sequence.ts';
import type { Caller } from './callers.ts';
import { isDescribed, presentCreated } from './created.ts';
import type { Draft } from './draft.ts';
import { namedReader, type Named } from './named.ts';
import type { Columns } from './rows.ts';
import { wordsOf } from './words.ts';

/** Creates a story by hand, with every row that Dateline writes, in one durable transaction; gives the same answer. */
export function storyCreator(db: Database): (draft: Draft, by: Caller) => Columns {
  const insertArticle = db
    .prepare<unknown[], number>(
      `INSERT INTO articles (id, locale, slug, headline, kind, section_id, agency_id, search_text, copy_version, copy_state,
         publication, revision, created_at, created_by, updated_at, saved_by, lacks_alt_text, search_seq)
       VALUES (?, 'en', ?, ?, ?, ?, ?, ?, 1, 'draft', 'none', 1, ?, ?, ?, ?, ?,
         (SELECT coalesce(max(search_seq), ? - 1) + 1 FROM articles WHERE search_seq BETWEEN ? AND ?))
       RETURNING search_seq`,
    )
    .pluck();
  const insertVersion = db.prepare(
    'INSERT INTO article_versions (article_id, version, content, actor, at) VALUES (?, 1, ?, ?, ?)',
  );
  const insertSlug = db.prepare(`INSERT INTO article_slugs (locale, slug, article_id) VALUES ('en', ?, ?)`);
  const insertReferences = db.prepare(
    `INSERT INTO article_references (article_id, target, in_copy, in_live)
     SELECT ?, value, 1, 0 FROM json_each(?)`,
  );
  const insertSubject = db.prepare('INSERT INTO article_subjects (article_id, code) VALUES (?, ?)');
  const insertPicture = db.prepare(
    `INSERT INTO article_pictures (article_id, media_id, locale, silent) VALUES (?, ?, 'en', ?)`,
  );
  const insertWords = db.prepare(
    'INSERT INTO desk_search (rowid, headline, standfirst, body, captions, names, facets) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const insertEvent = db.prepare(
    `INSERT INTO events (at, actor, action, subject, to_version) VALUES (?, ?, 'article.created', ?, 1)`,
  );
  const findNamed = namedReader(db);

  const create = db.transaction((draft: Draft, { id: actor }: Caller, id: string, now: number): Named => {
    const found = findNamed(draft);
    const { slug, headline, kind, section, agency, subjects, leadMedia } = draft;
    const { first, last } = numbersAt(now);
    const lacksAltText = isDescribed(draft, found.picture) ? 0 : 1;
    const searchText = `${headline} ${slug}`.normalize('NFKC').toLowerCase();
    // prettier-ignore
    const seq = insertArticle.get(
      id, slug, headline, kind, section, agency, searchText, now, actor, now, actor, lacksAltText, first, first, last,
    );
    insertVersion.run(id, JSON.stringify({ ...draft, isSlugSet: true }), actor, now);
    insertSlug.run(slug, id);
    insertReferences.run(id, JSON.stringify(referencesOf(draft)));
    for (const { code } of subjects) insertSubject.run(id, code);
    if (leadMedia.altText === undefined) insertPicture.run(id, leadMedia.media, lacksAltText);
    insertWords.run(seq, ...wordsOf(draft, actor, found.picture));
    insertEvent.run(now, actor, id);
    return found;
  });

  return function createStory(draft, by) {
    const [id, now] = [newId('article'), Date.now()];
    const found = create.immediate(draft, by, id, now);
    return presentCreated(draft, found, { by, id, now });
  };
}

function referencesOf({ agency, bylines, section, topics, leadMedia, related }: Draft): string[] {
  return [
    agency,
    ...bylines.map(({ byline }) => byline),
    section,
    ...topics,
    leadMedia.media,
    ...related.map(({ article }) => article),
  ];
}
