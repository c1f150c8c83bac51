-- What the desk's lists of the library search in and sort by.
ALTER TABLE agencies ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
--> statement-breakpoint
ALTER TABLE bylines ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
--> statement-breakpoint
ALTER TABLE sections ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
--> statement-breakpoint
ALTER TABLE topics ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
--> statement-breakpoint
ALTER TABLE media ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
--> statement-breakpoint
UPDATE agencies SET search_text = lower(name || ' ' || slug);
--> statement-breakpoint
UPDATE bylines SET search_text = lower(name || ' ' || slug);
--> statement-breakpoint
UPDATE sections SET search_text = lower(name || ' ' || slug);
--> statement-breakpoint
UPDATE topics SET search_text = lower(name || ' ' || slug);
--> statement-breakpoint
UPDATE media SET search_text = lower(coalesce(credit_line, '') || ' ' || coalesce((
  SELECT group_concat(coalesce(caption, '') || ' ' || coalesce(alt_text, '') || ' ' || coalesce(extended_description, ''), ' ')
  FROM media_captions WHERE media_id = media.id
), ''));
--> statement-breakpoint
CREATE INDEX media_by_creation ON media (created_at, id);
--> statement-breakpoint
CREATE INDEX alerts_by_article ON alerts (article_id) WHERE article_id IS NOT NULL;
