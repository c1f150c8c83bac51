-- Which story another was made from: a service does not publish what was made of one that was taken back.
ALTER TABLE articles ADD COLUMN made_from TEXT;
--> statement-breakpoint
UPDATE articles SET made_from = e.source
FROM (
  SELECT subject, coalesce(data ->> '$.duplicated', data ->> '$.translated') AS source
  FROM events WHERE action = 'article.created'
) AS e
WHERE e.subject = articles.id AND e.source IS NOT NULL;
--> statement-breakpoint
-- The fields of the live text that were mended while a rewrite waited: it lacks them.
ALTER TABLE articles ADD COLUMN mended TEXT CHECK (mended IS NULL OR json_valid(mended));
