-- What lists read and group by is a column of its own: an expression over JSON or a time is another one on each engine.
ALTER TABLE live_articles ADD COLUMN headline TEXT NOT NULL DEFAULT '';
--> statement-breakpoint
ALTER TABLE live_articles ADD COLUMN month TEXT NOT NULL DEFAULT '';
--> statement-breakpoint
UPDATE live_articles SET headline = content ->> '$.headline', month = strftime('%Y-%m', published_at / 1000, 'unixepoch');
--> statement-breakpoint
DROP INDEX IF EXISTS live_articles_months;
--> statement-breakpoint
CREATE INDEX live_articles_months ON live_articles (month, updated_at);
--> statement-breakpoint
DROP INDEX IF EXISTS live_articles_elsewhere;
--> statement-breakpoint
CREATE INDEX live_articles_elsewhere ON live_articles (month, canonical_url) WHERE canonical_url IS NOT NULL;
