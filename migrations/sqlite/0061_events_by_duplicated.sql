-- A field of JSON is named as every engine names it.
DROP INDEX IF EXISTS events_by_duplicated;
--> statement-breakpoint
CREATE INDEX events_by_duplicated ON events (data ->> 'duplicated') WHERE data ->> 'duplicated' IS NOT NULL;
