-- Stories lead to their translations: which live stories render the same original is asked with every story.
ALTER TABLE live_articles ADD COLUMN translation_of TEXT;
--> statement-breakpoint
UPDATE live_articles SET translation_of = content ->> '$.translationOf';
--> statement-breakpoint
CREATE INDEX live_articles_translation_of ON live_articles (translation_of) WHERE translation_of IS NOT NULL;
