-- Every version that a source sent, what became of it, and what the source cancelled, also of stories that are not here.
CREATE TABLE incoming (
  id TEXT PRIMARY KEY NOT NULL,
  scheme TEXT NOT NULL,
  value TEXT NOT NULL,
  source_version INTEGER,
  pub_status TEXT NOT NULL CHECK (pub_status IN ('usable', 'withheld', 'canceled')),
  fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
  article_id TEXT REFERENCES articles (id),
  headline TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('applied', 'waiting', 'accepted', 'dismissed', 'superseded', 'cancelled')),
  urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
  at INTEGER NOT NULL,
  actor TEXT NOT NULL REFERENCES actors (id),
  why TEXT,
  content TEXT CHECK (json_valid(content)),
  embargo_until INTEGER,
  version INTEGER CHECK (version > 0),
  fields TEXT CHECK (json_valid(fields)),
  decided_at INTEGER,
  decided_by TEXT REFERENCES actors (id),
  reason TEXT,
  thinned_at INTEGER
) STRICT;
--> statement-breakpoint
CREATE INDEX incoming_of_source ON incoming (scheme, value, source_version);
--> statement-breakpoint
CREATE INDEX incoming_cancellations ON incoming (scheme, value) WHERE pub_status = 'canceled';
--> statement-breakpoint
CREATE INDEX incoming_of_article ON incoming (article_id, urgent, at, id);
--> statement-breakpoint
CREATE INDEX incoming_in_order ON incoming (urgent, at, id);
--> statement-breakpoint
CREATE INDEX incoming_by_state ON incoming (state, urgent, at, id);
--> statement-breakpoint
CREATE INDEX incoming_to_thin ON incoming (at, id) WHERE content IS NOT NULL AND state <> 'waiting';
--> statement-breakpoint
-- Whether a source sends the story under this id.
ALTER TABLE external_ids ADD COLUMN sends INTEGER NOT NULL DEFAULT 0 CHECK (sends IN (0, 1));
--> statement-breakpoint
UPDATE external_ids SET sends = 1 WHERE source_version IS NOT NULL OR EXISTS (
  SELECT 1 FROM events
  WHERE subject = external_ids.article_id AND data ->> '$.externalId' = external_ids.scheme || ':' || external_ids.value
);
--> statement-breakpoint
-- What waits of a story's sources, and what they cancelled; NULL where no source sends the story.
ALTER TABLE articles ADD COLUMN source TEXT CHECK (json_valid(source));
--> statement-breakpoint
UPDATE articles SET source = '{"waiting":0}' WHERE id IN (SELECT article_id FROM external_ids WHERE sends = 1);
