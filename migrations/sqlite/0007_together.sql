-- Who saved the newest version, and whether its pictures lack alt text: what the desk's lists to work from ask.
ALTER TABLE articles ADD COLUMN saved_by TEXT NOT NULL DEFAULT '';
--> statement-breakpoint
ALTER TABLE articles ADD COLUMN lacks_alt_text INTEGER NOT NULL DEFAULT 0 CHECK (lacks_alt_text IN (0, 1));
--> statement-breakpoint
UPDATE articles SET saved_by = (
  SELECT actor FROM article_versions WHERE article_id = articles.id AND version = articles.copy_version
);
--> statement-breakpoint
-- Pictures for which a story's newest version has no alt text of its own.
CREATE TABLE article_pictures (
  article_id TEXT NOT NULL REFERENCES articles (id),
  media_id TEXT NOT NULL,
  locale TEXT NOT NULL,
  silent INTEGER NOT NULL CHECK (silent IN (0, 1)),
  PRIMARY KEY (article_id, media_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX article_pictures_by_media ON article_pictures (media_id, locale, article_id);
--> statement-breakpoint
INSERT OR IGNORE INTO article_pictures (article_id, media_id, locale, silent)
SELECT articles.id, part.value ->> '$.media', articles.locale, 0
FROM articles
JOIN article_versions ON article_id = articles.id AND version = copy_version
JOIN json_tree(article_versions.content) AS part
WHERE part.type = 'object' AND json_type(part.value, '$.media') = 'text' AND part.value ->> '$.altText' IS NULL;
--> statement-breakpoint
-- The words that readers get are those of their locale, else of their language, else any; all of them must stand in.
WITH words AS (
  SELECT
    p.article_id,
    p.media_id,
    c.alt_text IS NOT NULL OR c.decorative = 1 AS stands_in,
    CASE
      WHEN c.locale = p.locale THEN 1
      WHEN substr(c.locale, 1, instr(c.locale || '-', '-') - 1) = substr(p.locale, 1, instr(p.locale || '-', '-') - 1) THEN 2
      ELSE 3
    END AS distance
  FROM article_pictures AS p JOIN media_captions AS c ON c.media_id = p.media_id
),
nearest AS (SELECT article_id, media_id, min(distance) AS distance FROM words GROUP BY article_id, media_id)
UPDATE article_pictures SET silent = 1
WHERE (article_id, media_id) NOT IN (
  SELECT article_id, media_id FROM words JOIN nearest USING (article_id, media_id, distance)
  GROUP BY article_id, media_id HAVING min(stands_in) = 1
);
--> statement-breakpoint
UPDATE articles SET lacks_alt_text = 1
WHERE id IN (SELECT article_id FROM article_pictures WHERE silent = 1);
--> statement-breakpoint
CREATE INDEX articles_of_saver_by_update ON articles (saved_by, updated_at, id);
--> statement-breakpoint
CREATE INDEX articles_by_embargo ON articles (embargo_until, id) WHERE embargo_until IS NOT NULL;
--> statement-breakpoint
CREATE INDEX articles_by_public_update ON articles (public_updated_at, id) WHERE public_updated_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX articles_without_alt_text ON articles (updated_at, id) WHERE lacks_alt_text = 1;
--> statement-breakpoint

-- Links that show one version of one story before it is public. Of the link itself only its hash is kept.
CREATE TABLE previews (
  id TEXT PRIMARY KEY NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (id),
  version INTEGER NOT NULL CHECK (version > 0),
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  since_event INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL REFERENCES actors (id),
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;
--> statement-breakpoint
CREATE INDEX previews_of_article ON previews (article_id, created_at, id);
--> statement-breakpoint

-- Who is at work on a story now: advice to others, which binds nobody.
CREATE TABLE article_leases (
  article_id TEXT PRIMARY KEY NOT NULL REFERENCES articles (id),
  actor TEXT NOT NULL REFERENCES actors (id),
  since INTEGER NOT NULL,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint

-- Records that were merged into others: whatever still names them means those.
CREATE TABLE merged_records (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('agency', 'byline', 'topic')),
  into_id TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX merged_records_by_survivor ON merged_records (into_id);
