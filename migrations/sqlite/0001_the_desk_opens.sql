-- Who may enter the desk: keys, of which only the hash is kept.
CREATE TABLE api_keys (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 8),
  actor_id TEXT NOT NULL REFERENCES actors (id),
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('reporter', 'editor', 'chief', 'admin')),
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL REFERENCES actors (id),
  expires_at INTEGER,
  revoked_at INTEGER,
  last_used_at INTEGER
) STRICT;
--> statement-breakpoint
CREATE INDEX api_keys_in_order ON api_keys (created_at, id);
--> statement-breakpoint
CREATE INDEX api_keys_by_actor ON api_keys (actor_id);
--> statement-breakpoint

-- Answers to writes that named themselves, kept for a day.
CREATE TABLE idempotency_keys (
  scope TEXT NOT NULL,
  name TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (json_valid(answer)),
  at INTEGER NOT NULL,
  PRIMARY KEY (scope, name)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (at);
