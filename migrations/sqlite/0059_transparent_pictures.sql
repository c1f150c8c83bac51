-- Pictures with transparency have renditions as PNG.
CREATE TABLE media_renditions_59 (
  media_id TEXT NOT NULL REFERENCES media (id) ON DELETE CASCADE,
  hash TEXT NOT NULL,
  name TEXT NOT NULL,
  extension TEXT NOT NULL CHECK (extension IN ('jpg', 'png', 'webp', 'avif')),
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (media_id, hash, name, extension)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO media_renditions_59 SELECT media_id, hash, name, extension, bytes, sha256 FROM media_renditions;
--> statement-breakpoint
DROP TABLE media_renditions;
--> statement-breakpoint
ALTER TABLE media_renditions_59 RENAME TO media_renditions;
