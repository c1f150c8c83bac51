ALTER TABLE media ADD COLUMN file_name TEXT;
--> statement-breakpoint
ALTER TABLE media ADD COLUMN headline TEXT;
--> statement-breakpoint
ALTER TABLE media ADD COLUMN source TEXT;
--> statement-breakpoint
ALTER TABLE media ADD COLUMN keywords TEXT CHECK (json_valid(keywords));
--> statement-breakpoint
ALTER TABLE media ADD COLUMN crops TEXT CHECK (json_valid(crops));
--> statement-breakpoint
ALTER TABLE media ADD COLUMN found_focal_point TEXT CHECK (json_valid(found_focal_point));
--> statement-breakpoint
ALTER TABLE media ADD COLUMN thumb_hash TEXT;
--> statement-breakpoint
ALTER TABLE media ADD COLUMN dominant_colour TEXT;
--> statement-breakpoint
ALTER TABLE media ADD COLUMN from_file TEXT CHECK (json_valid(from_file));
--> statement-breakpoint
ALTER TABLE media ADD COLUMN renditions_state TEXT NOT NULL DEFAULT 'processing' CHECK (renditions_state IN ('processing', 'ready', 'failed'));
--> statement-breakpoint
ALTER TABLE media ADD COLUMN renditions_fault TEXT;
--> statement-breakpoint
-- The list of source types grew; a column's check cannot be altered.
ALTER TABLE media ADD COLUMN source_type TEXT CHECK (source_type IN ('digitalCapture', 'computationalCapture', 'negativeFilm', 'positiveFilm', 'print', 'humanEdits', 'compositeWithTrainedAlgorithmicMedia', 'algorithmicallyEnhanced', 'digitalCreation', 'dataDrivenMedia', 'trainedAlgorithmicMedia', 'algorithmicMedia', 'screenCapture', 'virtualRecording', 'composite', 'compositeCapture', 'compositeSynthetic'));
--> statement-breakpoint
UPDATE media SET source_type = digital_source_type;
--> statement-breakpoint
ALTER TABLE media DROP COLUMN digital_source_type;
--> statement-breakpoint
ALTER TABLE media RENAME COLUMN source_type TO digital_source_type;
--> statement-breakpoint
CREATE INDEX media_by_end ON media (usable_until, id) WHERE usable_until IS NOT NULL;
--> statement-breakpoint
CREATE INDEX media_by_file ON media (sha256);
--> statement-breakpoint
CREATE INDEX media_processing ON media (updated_at) WHERE renditions_state = 'processing';
--> statement-breakpoint
DROP TABLE media_renditions;
--> statement-breakpoint
-- What was made and lies in the store; what may be asked for follows from the picture itself.
CREATE TABLE media_renditions (
  media_id TEXT NOT NULL REFERENCES media (id) ON DELETE CASCADE,
  hash TEXT NOT NULL,
  name TEXT NOT NULL,
  extension TEXT NOT NULL CHECK (extension IN ('jpg', 'webp', 'avif')),
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (media_id, hash, name, extension)
) STRICT, WITHOUT ROWID;
