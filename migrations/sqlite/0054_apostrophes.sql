-- D’Angelo is found as dangelo in lists, and D’Angelo’s in searches: every text is indexed anew at the next start.
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
--> statement-breakpoint
UPDATE agencies SET search_text = replace(replace(replace(replace(replace(search_text, '''', ''), '’', ''), '‘', ''), '`', ''), '′', '') WHERE search_text GLOB '*[''’‘`′]*';
--> statement-breakpoint
UPDATE bylines SET search_text = replace(replace(replace(replace(replace(search_text, '''', ''), '’', ''), '‘', ''), '`', ''), '′', '') WHERE search_text GLOB '*[''’‘`′]*';
--> statement-breakpoint
UPDATE sections SET search_text = replace(replace(replace(replace(replace(search_text, '''', ''), '’', ''), '‘', ''), '`', ''), '′', '') WHERE search_text GLOB '*[''’‘`′]*';
--> statement-breakpoint
UPDATE topics SET search_text = replace(replace(replace(replace(replace(search_text, '''', ''), '’', ''), '‘', ''), '`', ''), '′', '') WHERE search_text GLOB '*[''’‘`′]*';
--> statement-breakpoint
UPDATE media SET search_text = replace(replace(replace(replace(replace(search_text, '''', ''), '’', ''), '‘', ''), '`', ''), '′', '') WHERE search_text GLOB '*[''’‘`′]*';
--> statement-breakpoint
UPDATE articles SET search_text = replace(replace(replace(replace(replace(search_text, '''', ''), '’', ''), '‘', ''), '`', ''), '′', '') WHERE search_text GLOB '*[''’‘`′]*';
