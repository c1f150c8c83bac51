-- Finds what was created by a time and saved since, as the index of publications does.
DROP INDEX articles_by_creation;
--> statement-breakpoint
CREATE INDEX articles_by_creation ON articles (created_at, id, search_seq);
