-- Where no copy differs, the engine knows nothing of this index, and took that of all live stories.
DROP INDEX articles_with_changes;
--> statement-breakpoint
CREATE INDEX articles_with_changes ON articles (updated_at, id) WHERE copy_differs = 1;
--> statement-breakpoint
DROP INDEX media_by_agency;
--> statement-breakpoint
CREATE INDEX media_by_agency ON media (agency_id, created_at, id);
--> statement-breakpoint
CREATE INDEX media_taken_down ON media (created_at, id) WHERE taken_down IS NOT NULL;
--> statement-breakpoint
CREATE INDEX changes_of_others ON changes (seq, kind) WHERE kind <> 'article';
