-- What the desk's list shows, filters and sorts by, beside the versions that hold it; embargo and deletion.
ALTER TABLE articles ADD COLUMN headline TEXT NOT NULL DEFAULT '';
--> statement-breakpoint
ALTER TABLE articles ADD COLUMN kind TEXT NOT NULL DEFAULT 'story' CHECK (kind IN ('story', 'brief', 'alert', 'analysis', 'opinion', 'explainer', 'factCheck', 'interview', 'obituary'));
--> statement-breakpoint
ALTER TABLE articles ADD COLUMN section_id TEXT;
--> statement-breakpoint
ALTER TABLE articles ADD COLUMN translation_of TEXT;
--> statement-breakpoint
ALTER TABLE articles ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
--> statement-breakpoint
ALTER TABLE articles ADD COLUMN embargo_until INTEGER;
--> statement-breakpoint
ALTER TABLE articles ADD COLUMN deleted_at INTEGER;
--> statement-breakpoint
UPDATE articles SET (headline, kind, section_id, translation_of) = (
  SELECT json_extract(content, '$.headline'), json_extract(content, '$.kind'), json_extract(content, '$.section'), json_extract(content, '$.translationOf')
  FROM article_versions WHERE article_id = articles.id AND version = articles.copy_version
);
--> statement-breakpoint
UPDATE articles SET search_text = lower(headline || ' ' || slug);
--> statement-breakpoint
CREATE INDEX articles_by_creation ON articles (created_at, id);
--> statement-breakpoint
CREATE INDEX articles_of_creator_by_update ON articles (created_by, updated_at, id);
--> statement-breakpoint
CREATE INDEX articles_of_creator_by_creation ON articles (created_by, created_at, id);
--> statement-breakpoint
CREATE INDEX articles_of_section_by_update ON articles (section_id, updated_at, id);
--> statement-breakpoint
CREATE INDEX articles_of_publication_by_update ON articles (publication, updated_at, id);
--> statement-breakpoint
CREATE INDEX articles_by_original ON articles (translation_of, locale) WHERE translation_of IS NOT NULL;
--> statement-breakpoint
CREATE INDEX articles_deleted ON articles (updated_at, id) WHERE deleted_at IS NOT NULL;
--> statement-breakpoint
ALTER TABLE external_ids ADD COLUMN source_version INTEGER;
--> statement-breakpoint
CREATE INDEX events_by_actor ON events (actor, seq);
--> statement-breakpoint
CREATE INDEX events_by_action ON events (action, seq);
