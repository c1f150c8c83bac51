-- What time brings to stories: the version that goes out by itself, why one did not, and when a story ends.
ALTER TABLE articles ADD COLUMN scheduled_at INTEGER;
--> statement-breakpoint
ALTER TABLE articles ADD COLUMN scheduled_version INTEGER CHECK ((scheduled_version IS NULL) = (scheduled_at IS NULL));
--> statement-breakpoint
ALTER TABLE articles ADD COLUMN scheduled_change TEXT CHECK (json_valid(scheduled_change) AND scheduled_at IS NOT NULL OR scheduled_change IS NULL);
--> statement-breakpoint
ALTER TABLE articles ADD COLUMN schedule_failure TEXT CHECK (json_valid(schedule_failure) AND scheduled_at IS NOT NULL OR schedule_failure IS NULL);
--> statement-breakpoint
ALTER TABLE articles ADD COLUMN expires_at INTEGER;
--> statement-breakpoint
CREATE INDEX articles_by_schedule ON articles (scheduled_at, id) WHERE scheduled_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX articles_schedule_due ON articles (scheduled_at, id) WHERE scheduled_at IS NOT NULL AND schedule_failure IS NULL;
--> statement-breakpoint
CREATE INDEX articles_schedule_failed ON articles (scheduled_at, id) WHERE schedule_failure IS NOT NULL;
--> statement-breakpoint
CREATE INDEX articles_by_expiry ON articles (publication, expires_at, id) WHERE expires_at IS NOT NULL;
