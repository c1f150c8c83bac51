import type { OwnSql } from '../../foundation/database/engine.ts';

const linkTables = ['live_article_bylines', 'live_article_topics', 'live_article_subjects'];

/**
 * What must hold between the tables of stories, whatever was done to them: each query gives the ids of the stories that
 * break a rule, and `fault` says of one what is wrong.
 */
export function storyRules({ itemsOf }: Pick<OwnSql, 'itemsOf'>): { fault: string; query: string }[] {
  return [
    {
      fault: 'has versions with gaps, or its newest version is not its copy',
      query: `SELECT id FROM articles WHERE copy_version <> (SELECT count(*) FROM article_versions WHERE article_id = id)
      OR copy_version <> (SELECT coalesce(max(version), 0) FROM article_versions WHERE article_id = id)`,
    },
    {
      fault: 'has another headline in lists than in its newest version',
      query: `SELECT id FROM articles JOIN article_versions ON article_id = id AND version = copy_version
      WHERE headline IS DISTINCT FROM (content ->> 'headline')`,
    },
    {
      fault: 'has another agency or other subjects in lists than in its newest version',
      query: `SELECT id FROM articles JOIN article_versions ON article_id = id AND version = copy_version
      WHERE agency_id IS DISTINCT FROM (content ->> 'agency')
        OR (SELECT count(*) FROM article_subjects s WHERE s.article_id = articles.id)
          <> (SELECT count(DISTINCT value ->> 'code') FROM ${itemsOf("content -> 'subjects'")})
        OR EXISTS (SELECT 1 FROM ${itemsOf("content -> 'subjects'")} WHERE (value ->> 'code')
          NOT IN (SELECT code FROM article_subjects s WHERE s.article_id = articles.id))`,
    },
    {
      fault: 'has a version that not exactly one event tells of',
      query: `SELECT DISTINCT article_id AS id FROM article_versions v WHERE 1 <> (
      SELECT count(*) FROM events WHERE subject = v.article_id AND to_version = v.version
        AND action IN ('article.created', 'article.saved', 'article.restored'))`,
    },
    {
      fault: 'has an event about a version that is not there',
      query: `SELECT DISTINCT subject AS id FROM events e JOIN articles a ON a.id = e.subject
      WHERE to_version IS NOT NULL AND to_version > a.copy_version`,
    },
    {
      fault: 'is live, and the edition has it not, or another version or text',
      query: `SELECT id FROM articles a WHERE publication = 'live' AND NOT EXISTS (
      SELECT 1 FROM live_articles l JOIN article_versions v ON v.article_id = l.id AND v.version = l.version
      WHERE l.id = a.id AND l.version = a.published_version AND l.published_at = a.published_at
        AND l.headline = (v.content ->> 'headline')
        AND (l.content ->> 'headline') = l.headline
        AND (l.content ->> 'standfirst') IS NOT DISTINCT FROM (v.content ->> 'standfirst')
        AND CAST(l.body AS text) = (v.content ->> 'body'))`,
    },
    {
      fault: 'is in the edition, and not live',
      query: `SELECT id FROM live_articles WHERE id NOT IN (SELECT id FROM articles WHERE publication = 'live')`,
    },
    {
      fault:
        'is live with another end than the desk set, or with another address of its own than its text has',
      query: `SELECT l.id FROM live_articles l JOIN articles a ON a.id = l.id
      WHERE l.expires_at IS DISTINCT FROM a.expires_at OR l.canonical_url IS DISTINCT FROM (l.content ->> 'canonicalUrl')`,
    },
    {
      fault: 'was updated in public before it was first published, or has another time in a list',
      query: `SELECT id FROM live_articles WHERE updated_at < published_at
      UNION SELECT id FROM articles WHERE public_updated_at < published_at
      UNION ${linkTables
        .map(
          (links) =>
            `SELECT id FROM ${links} k JOIN live_articles l ON l.id = k.article_id
        WHERE k.published_at <> l.published_at OR k.updated_at <> l.updated_at`,
        )
        .join(' UNION ')}`,
    },
    {
      fault: 'is live without its slug',
      query: `SELECT id FROM live_articles l WHERE NOT EXISTS (
      SELECT 1 FROM live_slugs s WHERE s.article_id = l.id AND s.slug = l.slug)`,
    },
    {
      fault: 'is live without its bylines, topics, subjects or references',
      query: `SELECT id FROM live_articles l
      WHERE json_array_length(content -> 'bylines') > 0 AND NOT EXISTS (SELECT 1 FROM live_article_bylines WHERE article_id = l.id)
        OR json_array_length(content -> 'topics') > 0 AND NOT EXISTS (SELECT 1 FROM live_article_topics WHERE article_id = l.id)
        OR json_array_length(content -> 'subjects') > 0 AND NOT EXISTS (SELECT 1 FROM live_article_subjects WHERE article_id = l.id)
        OR json_array_length(content -> 'topics') > 0 AND NOT EXISTS (SELECT 1 FROM article_references WHERE article_id = l.id AND in_live = 1)`,
    },
    {
      fault: 'has links in the edition, and is not in it',
      query: `SELECT article_id AS id FROM live_article_bylines WHERE article_id NOT IN (SELECT id FROM live_articles)
      UNION SELECT article_id FROM live_article_topics WHERE article_id NOT IN (SELECT id FROM live_articles)
      UNION SELECT article_id FROM live_article_subjects WHERE article_id NOT IN (SELECT id FROM live_articles)
      UNION SELECT article_id FROM live_article_media WHERE article_id NOT IN (SELECT id FROM live_articles)
      UNION SELECT article_id FROM article_references WHERE in_live = 1 AND article_id NOT IN (SELECT id FROM live_articles)`,
    },
    {
      fault: 'was taken back without a tombstone, or has one and was not',
      query: `SELECT id FROM articles a WHERE publication <> 'killed'
      AND (publication IN ('withdrawn', 'expired', 'consolidated')) <> (id IN (SELECT article_id FROM tombstones))`,
    },
    {
      fault: 'was published, and its last event names another version',
      query: `SELECT id FROM articles a WHERE published_version IS DISTINCT FROM (SELECT to_version FROM events
      WHERE subject = a.id AND action = 'article.published' ORDER BY seq DESC LIMIT 1)`,
    },
  ];
}
