-- What a story's newest version was supplied by, for lists; and the last time that it was returned to its authors.
ALTER TABLE articles ADD COLUMN agency_id TEXT;
--> statement-breakpoint
ALTER TABLE articles ADD COLUMN returned TEXT CHECK (returned IS NULL OR json_valid(returned));
--> statement-breakpoint
ALTER TABLE articles ADD COLUMN returned_to TEXT REFERENCES actors (id);
--> statement-breakpoint
UPDATE articles SET agency_id = (
  SELECT json_extract(content, '$.agency') FROM article_versions WHERE article_id = articles.id AND version = articles.copy_version
);
--> statement-breakpoint
CREATE INDEX articles_of_agency_by_update ON articles (agency_id, updated_at, id);
--> statement-breakpoint
CREATE INDEX articles_returned_to ON articles (returned_to, updated_at, id) WHERE returned_to IS NOT NULL AND copy_state = 'draft';
--> statement-breakpoint
CREATE INDEX articles_returned_of_creator ON articles (created_by, updated_at, id) WHERE returned_to IS NOT NULL AND copy_state = 'draft';
--> statement-breakpoint
CREATE INDEX articles_kill_proposed ON articles (updated_at, id) WHERE kill_proposal IS NOT NULL;
--> statement-breakpoint
CREATE INDEX articles_with_changes ON articles (updated_at, id) WHERE publication = 'live' AND copy_differs = 1;
--> statement-breakpoint

-- The subjects of each story's newest version.
CREATE TABLE article_subjects (
  article_id TEXT NOT NULL REFERENCES articles (id),
  code TEXT NOT NULL,
  PRIMARY KEY (article_id, code)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX article_subjects_by_code ON article_subjects (code, article_id);
--> statement-breakpoint
INSERT OR IGNORE INTO article_subjects
  SELECT a.id, json_extract(s.value, '$.code') FROM articles AS a
  JOIN article_versions AS v ON v.article_id = a.id AND v.version = a.copy_version
  JOIN json_each(v.content, '$.subjects') AS s;
