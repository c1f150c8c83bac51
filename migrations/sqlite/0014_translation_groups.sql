-- A translation of a translation belongs to the group of the original. Twice: chains were at most that long in practice.
UPDATE articles SET translation_of = (SELECT o.translation_of FROM articles AS o WHERE o.id = articles.translation_of)
WHERE translation_of IN (SELECT id FROM articles WHERE translation_of IS NOT NULL);
--> statement-breakpoint
UPDATE articles SET translation_of = (SELECT o.translation_of FROM articles AS o WHERE o.id = articles.translation_of)
WHERE translation_of IN (SELECT id FROM articles WHERE translation_of IS NOT NULL);
--> statement-breakpoint
UPDATE articles SET translation_of = NULL WHERE translation_of = id;
--> statement-breakpoint
UPDATE live_articles SET translation_of = (SELECT a.translation_of FROM articles AS a WHERE a.id = live_articles.id)
WHERE translation_of IN (SELECT id FROM articles WHERE translation_of IS NOT NULL) OR translation_of = id;
