-- The files that a picture had before, also while it was public: they are taken down with it.
CREATE TABLE former_files (
  sha256 TEXT NOT NULL,
  media_id TEXT NOT NULL REFERENCES media (id) ON DELETE CASCADE,
  mime_type TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('replaced', 'withdrawn', 'killed')),
  PRIMARY KEY (sha256, media_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO former_files SELECT sha256, media_id, mime_type, state FROM taken_down_files;
--> statement-breakpoint
DROP TABLE taken_down_files;
--> statement-breakpoint
ALTER TABLE former_files RENAME TO taken_down_files;
--> statement-breakpoint
CREATE INDEX taken_down_files_by_media ON taken_down_files (media_id);
