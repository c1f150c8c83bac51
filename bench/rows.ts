import type { Database, Statement } from 'better-sqlite3';
import { TypeID } from 'typeid-js';
import { system } from '../src/access/system.ts';
import { numbersAt } from '../src/foundation/search/sequence.ts';
import type { ArticleContent } from '../src/edition/articles/content.ts';
import type { Library } from './story.ts';

export type Story = { id: string; content: ArticleContent; publishedAt: number };

/**
 * The rows that creating and publishing a story leaves, written by prepared statements. Those of the indexes of words
 * are left out: they count as written, or, with `toIndex`, are made at the next start.
 */
export function storyWriter(db: Database, { toIndex = false } = {}): (story: Story) => void {
  const columns = {
    articles:
      'id, locale, slug, headline, kind, section_id, agency_id, search_text, search_seq, copy_version, copy_state, publication, published_version, published_at, public_updated_at, revision, created_at, created_by, updated_at',
    article_versions: 'article_id, version, content, actor, at',
    article_slugs: 'locale, slug, article_id',
    article_subjects: 'article_id, code',
    article_references: 'article_id, target, in_copy, in_live',
    events: 'at, actor, action, subject, to_version',
    live_articles:
      'seq, indexed, id, locale, slug, version, kind, section_id, agency_id, urgency, breaking, published_at, updated_at, changed_at, headline, month, content, body',
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

  let written = 0;
  return function write({ id, content, publishedAt: at }) {
    const seq = numbersAt(at).first + written++;
    const { body, ...live } = content;
    const { locale, slug, headline, kind, section, agency } = live;
    const [liveText, bodyText] = [JSON.stringify(live), JSON.stringify(body)];
    const createdAt = at - 3_600_000;
    const searchText = `${headline} ${slug}`.toLowerCase();
    // prettier-ignore
    into.articles.run(
      id, locale, slug, headline, kind, section, agency, searchText, toIndex ? null : seq, 1, 'draft', 'live', 1, at, at, 2, createdAt, system.id, at,
    );
    into.article_versions.run(id, 1, `${liveText.slice(0, -1)},"body":${bodyText}}`, system.id, createdAt);
    into.article_slugs.run(locale, slug, id);
    for (const target of namedIn(content)) into.article_references.run(id, target, 1, 1);
    into.events.run(createdAt, system.id, 'article.created', id, 1);
    into.events.run(at, system.id, 'article.published', id, 1);
    // prettier-ignore
    into.live_articles.run(
      seq, toIndex ? 0 : 1, id, locale, slug, 1, kind, section, agency, content.urgency, 0, at, at, at, headline, new Date(at).toISOString().slice(0, 7), liveText, bodyText,
    );
    for (const { byline } of content.bylines) into.live_article_bylines.run(id, byline, at, at);
    for (const topic of content.topics) into.live_article_topics.run(id, topic, at, at);
    for (const { code } of content.subjects) into.article_subjects.run(id, code);
    for (const { code } of content.subjects) into.live_article_subjects.run(id, code, at, at);
    into.live_article_media.run(id, content.leadMedia!.media);
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

/** The id that a story created at that moment might have: a UUIDv7 (RFC 9562 §5.7) that counts where others draw lots. */
export function idAt(at: number, number: number): string {
  const time = at.toString(16).padStart(12, '0');
  const count = number.toString(16).padStart(12, '0');
  return TypeID.fromUUID('article', `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${count}`).toString();
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
