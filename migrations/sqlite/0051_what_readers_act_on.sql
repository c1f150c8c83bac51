-- Feeds name the last killed and withdrawn stories apart from those that only ended.
CREATE INDEX tombstones_by_state ON tombstones (state, at, article_id);
--> statement-breakpoint
-- What was made from a story is found without reading every schedule.
CREATE INDEX articles_made_from ON articles (made_from) WHERE made_from IS NOT NULL;
