-- A list in the order of updates that is filtered by another time reads the index alone, up to the stories that fit.
DROP INDEX articles_by_update;
--> statement-breakpoint
CREATE INDEX articles_by_update ON articles (updated_at, id, created_at, published_at);
