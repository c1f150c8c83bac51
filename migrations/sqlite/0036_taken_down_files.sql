-- Files that a picture had while it was withdrawn, by the hash of their bytes: another file in their place frees none of them.
CREATE TABLE taken_down_files (
  sha256 TEXT NOT NULL,
  media_id TEXT NOT NULL REFERENCES media (id),
  mime_type TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('withdrawn', 'killed')),
  PRIMARY KEY (sha256, media_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX taken_down_files_by_media ON taken_down_files (media_id);
