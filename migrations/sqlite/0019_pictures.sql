-- Who uploaded a picture.
ALTER TABLE media ADD COLUMN created_by TEXT REFERENCES actors (id);
--> statement-breakpoint
UPDATE media SET created_by = (
  SELECT e.actor FROM events AS e WHERE e.subject = media.id AND e.action = 'media.created' ORDER BY e.seq LIMIT 1
);
--> statement-breakpoint
-- A picture that was taken out of public on purpose, and why.
ALTER TABLE media ADD COLUMN taken_down TEXT CHECK (taken_down IN ('withdrawn', 'killed'));
--> statement-breakpoint
ALTER TABLE media ADD COLUMN takedown TEXT CHECK (json_valid(takedown));
--> statement-breakpoint
-- Alt text counts in the language of the story only, no more in any.
UPDATE article_pictures SET silent = NOT EXISTS (
  SELECT 1 FROM media_captions AS c
  WHERE c.media_id = article_pictures.media_id AND (c.alt_text IS NOT NULL OR c.decorative = 1)
    AND substr(c.locale, 1, instr(c.locale || '-', '-') - 1)
      = substr(article_pictures.locale, 1, instr(article_pictures.locale || '-', '-') - 1)
);
--> statement-breakpoint
UPDATE articles SET lacks_alt_text = 1
WHERE lacks_alt_text = 0 AND id IN (SELECT p.article_id FROM article_pictures AS p WHERE p.silent = 1);
--> statement-breakpoint
UPDATE articles SET lacks_alt_text = 0
WHERE lacks_alt_text = 1 AND id NOT IN (SELECT p.article_id FROM article_pictures AS p WHERE p.silent = 1);
