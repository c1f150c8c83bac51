-- What a source sent that could not be made a version of a story, as it came, and why not.
ALTER TABLE incoming ADD COLUMN sent TEXT CHECK (json_valid(sent));
--> statement-breakpoint
ALTER TABLE incoming ADD COLUMN faults TEXT CHECK (json_valid(faults));
--> statement-breakpoint
DROP INDEX incoming_to_thin;
--> statement-breakpoint
CREATE INDEX incoming_to_thin ON incoming (at, id) WHERE (content IS NOT NULL OR sent IS NOT NULL) AND state <> 'waiting';
