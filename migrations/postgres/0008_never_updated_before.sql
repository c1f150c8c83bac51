-- A clock that was set back left stories updated before their first publication: lists now tell one bound from the other.
UPDATE articles SET public_updated_at = published_at WHERE public_updated_at < published_at;
--> statement-breakpoint
UPDATE live_articles SET updated_at = published_at WHERE updated_at < published_at;
--> statement-breakpoint
UPDATE live_article_bylines SET updated_at = published_at WHERE updated_at < published_at;
--> statement-breakpoint
UPDATE live_article_topics SET updated_at = published_at WHERE updated_at < published_at;
--> statement-breakpoint
-- An amended correction did not reach the list of a subject.
UPDATE live_article_subjects SET updated_at = (SELECT updated_at FROM live_articles WHERE id = article_id)
WHERE updated_at < published_at OR article_id IN (
  SELECT id FROM live_articles WHERE id IN (
    SELECT article_id FROM corrections WHERE amended_at IS NOT NULL OR public_until IS NOT NULL));
