-- Numbers are found without their separators also with a decimal part, in India's groups and with plain spaces: every text
-- is indexed anew at the next start.
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
