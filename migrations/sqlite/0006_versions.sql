-- When an old draft's text was let go. Its number, its day and its author stay.
ALTER TABLE article_versions ADD COLUMN thinned_at INTEGER;
--> statement-breakpoint
CREATE INDEX article_versions_with_text ON article_versions (at, article_id, version) WHERE thinned_at IS NULL;
