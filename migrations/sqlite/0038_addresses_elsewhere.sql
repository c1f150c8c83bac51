-- Stories whose own address is elsewhere are in no sitemap; the end of a story is told in its outputs.
ALTER TABLE live_articles ADD COLUMN canonical_url TEXT;
--> statement-breakpoint
UPDATE live_articles SET canonical_url = content ->> '$.canonicalUrl' WHERE content ->> '$.canonicalUrl' IS NOT NULL;
--> statement-breakpoint
CREATE INDEX live_articles_elsewhere ON live_articles (strftime('%Y-%m', published_at / 1000, 'unixepoch'), canonical_url) WHERE canonical_url IS NOT NULL;
--> statement-breakpoint
ALTER TABLE live_articles ADD COLUMN expires_at INTEGER;
--> statement-breakpoint
UPDATE live_articles SET expires_at = a.expires_at FROM articles AS a WHERE a.id = live_articles.id AND a.expires_at IS NOT NULL;
