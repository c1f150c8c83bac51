-- Words are cut otherwise since: every text is indexed anew at the next start (src/main/search-index.ts).
INSERT INTO live_search (live_search) VALUES ('delete-all');
--> statement-breakpoint
UPDATE live_articles SET indexed = 0;
--> statement-breakpoint
INSERT INTO desk_search (desk_search) VALUES ('delete-all');
--> statement-breakpoint
UPDATE articles SET search_seq = NULL;
--> statement-breakpoint
INSERT INTO name_search (name_search) VALUES ('delete-all');
--> statement-breakpoint
DELETE FROM record_names;
