import type { Database, Statement } from 'better-sqlite3';
import { TypeID } from 'typeid-js';
import { system } from '../src/access/system.ts';
import { manyIds, surrogateKeyOf } from '../src/foundation/http/answer/surrogate-keys.ts';
import { numbersAt } from '../src/foundation/search/sequence.ts';
import type { ArticleContent } from '../src/edition/articles/content.ts';
import type { Library } from './story.ts';

export type Story = {
  id: string;
  content: ArticleContent;
  publishedAt: number;
  /** How often it was published, each time as an hourly update of the same text; once where absent. */
  versions?: number;
};

/**
 * The rows that creating and publishing a story leaves, written by prepared statements. Those of the indexes of words are
 * made at the next start. Public changes are of today, since older ones are dropped.
 */
export function storyWriter(db: Database): (story: Story) => void {
  const columns = {
    articles:
      'id, locale, slug, headline, kind, section_id, agency_id, search_text, copy_version, copy_state, publication, published_version, published_at, public_updated_at, revision, created_at, created_by, updated_at, saved_by',
    article_versions: 'article_id, version, content, actor, at',
    article_slugs: 'locale, slug, article_id',
    article_subjects: 'article_id, code',
    article_references: 'article_id, target, in_copy, in_live',
    article_pictures: 'article_id, media_id, locale, silent',
    events: 'at, actor, action, subject, from_version, to_version',
    changes: 'seq, at, kind, subject, action, material, keys, locale, section_id, agency_id',
    corrections: 'id, article_id, kind, text, material, version, at',
    live_articles:
      'seq, id, locale, slug, version, kind, section_id, agency_id, urgency, breaking, published_at, updated_at, changed_at, headline, month, content, body',
    live_article_bylines: 'article_id, byline_id, published_at, updated_at',
    live_article_topics: 'article_id, topic_id, published_at, updated_at',
    live_article_subjects: 'article_id, code, published_at, updated_at',
    live_article_media: 'article_id, media_id',
    live_slugs: 'locale, slug, article_id',
  };
  const into = Object.fromEntries(
    Object.entries(columns).map(([table, names]) => {
      const marks = names.replaceAll(/\w+/g, '?');
      return [table, db.prepare(`INSERT INTO ${table} (${names}) VALUES (${marks})`)];
    }),
  ) as Record<keyof typeof columns, Statement>;

  const countChange = db.prepare('UPDATE pulse SET beat = beat + 1, at = ? RETURNING beat').pluck();
  const today = Date.now();
  let written = 0;
  return function write({ id, content, publishedAt: at, versions = 1 }) {
    const seq = numbersAt(at).first + written++;
    const { body, ...live } = content;
    const { locale, slug, headline, kind, section, agency } = live;
    const [liveText, bodyText] = [JSON.stringify(live), JSON.stringify(body)];
    const createdAt = at - hourMs;
    const updatedAt = at + (versions - 1) * hourMs;
    const keys = JSON.stringify([...[id, content.leadMedia!.media].map(surrogateKeyOf), ...listsOfStories]);
    const searchText = `${headline} ${slug}`.toLowerCase();
    // prettier-ignore
    into.articles.run(
      id, locale, slug, headline, kind, section, agency, searchText, versions, 'draft', 'live', versions, at, updatedAt, 2 * versions, createdAt, system.id, updatedAt, system.id,
    );
    for (let version = 1; version <= versions; version += 1) {
      const laterMs = (version - 1) * hourMs;
      const former = version === 1 ? null : version - 1;
      const saved = former === null ? 'article.created' : 'article.saved';
      const text = `${liveText.slice(0, -1)},"body":${bodyText}}`;
      into.article_versions.run(id, version, text, system.id, createdAt + laterMs);
      into.events.run(createdAt + laterMs, system.id, saved, id, former, version);
      into.events.run(at + laterMs, system.id, 'article.published', id, former, version);
      const seq = countChange.get(today);
      into.changes.run(seq, today, 'article', id, 'upserted', 1, keys, locale, section, agency);
      const correction = id.replace('article', 'correction');
      if (former !== null) into.corrections.run(correction, id, 'update', headline, 1, version, at + laterMs);
    }
    into.article_slugs.run(locale, slug, id);
    for (const target of namedIn(content)) into.article_references.run(id, target, 1, 1);
    // prettier-ignore
    into.live_articles.run(
      seq, id, locale, slug, versions, kind, section, agency, content.urgency, 0, at, updatedAt, updatedAt, headline, new Date(at).toISOString().slice(0, 7), liveText, bodyText,
    );
    for (const { byline } of content.bylines) into.live_article_bylines.run(id, byline, at, updatedAt);
    for (const topic of content.topics) into.live_article_topics.run(id, topic, at, updatedAt);
    for (const { code } of content.subjects) into.article_subjects.run(id, code);
    for (const { code } of content.subjects) into.live_article_subjects.run(id, code, at, updatedAt);
    into.live_article_media.run(id, content.leadMedia!.media);
    into.article_pictures.run(id, content.leadMedia!.media, locale, 0);
    into.live_slugs.run(locale, slug, id);
  };
}

/** What the seed left to make stories with: pictures that are no logos, agencies, bylines, sections, topics. */
export function findLibrary(db: Database): Library {
  function ids(sql: string): string[] {
    return db.prepare(sql).pluck().all() as string[];
  }
  return {
    bylines: ids('SELECT id FROM bylines WHERE NOT hidden ORDER BY id'),
    agencies: db
      .prepare('SELECT id, credit_line AS creditLine FROM agencies WHERE logo_id IS NOT NULL ORDER BY id')
      .all() as Library['agencies'],
    sections: ids('SELECT id FROM sections WHERE NOT hidden ORDER BY id'),
    topics: ids('SELECT id FROM topics WHERE NOT hidden ORDER BY id'),
    pictures: ids(
      'SELECT DISTINCT media_id FROM live_article_media WHERE media_id NOT IN (SELECT logo_id FROM agencies WHERE logo_id IS NOT NULL) ORDER BY media_id',
    ),
  };
}

const hourMs = 3_600_000;
// As `storyUpserted` names them.
const listsOfStories = ['articles', 'search', 'corrections', 'alerts', manyIds];

/** The id that a story created at that moment might have: a UUIDv7 (RFC 9562 §5.7) that counts where others draw lots. */
export function idAt(at: number, number: number, prefix = 'article'): string {
  const time = at.toString(16).padStart(12, '0');
  const count = number.toString(16).padStart(12, '0');
  return TypeID.fromUUID(prefix, `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${count}`).toString();
}

function namedIn({ agency, bylines, section, topics, leadMedia, related }: ArticleContent) {
  return [
    agency,
    ...bylines.map(({ byline }) => byline),
    section,
    ...topics,
    leadMedia?.media,
    ...related.map(({ article }) => article),
  ];
}
