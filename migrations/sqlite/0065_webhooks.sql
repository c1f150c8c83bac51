-- Who is told of changes, and what is told to whom. A secret is sealed; places are numbers of the log or of the events.
CREATE TABLE webhooks (
  id TEXT NOT NULL PRIMARY KEY,
  url TEXT NOT NULL,
  about TEXT NOT NULL CHECK (about IN ('changes', 'events')),
  body TEXT NOT NULL CHECK (body IN ('thin', 'full')),
  kinds TEXT,
  sections TEXT,
  agencies TEXT,
  locales TEXT,
  material INTEGER NOT NULL CHECK (material IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'disabled')),
  disabled_because TEXT CHECK (disabled_because IN ('gone', 'failing')),
  secret TEXT NOT NULL,
  former_secret TEXT,
  former_until INTEGER,
  place_seq INTEGER NOT NULL,
  place_at INTEGER NOT NULL,
  failing_since INTEGER,
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE webhook_deliveries (
  id TEXT NOT NULL PRIMARY KEY,
  webhook_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('change', 'event', 'ping', 'reset')),
  seq INTEGER NOT NULL,
  thing TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
  due_at INTEGER,
  claimed_until INTEGER,
  tries INTEGER NOT NULL,
  failing_since INTEGER,
  tried_at INTEGER,
  status INTEGER,
  ms INTEGER,
  answer TEXT,
  fault TEXT,
  created_at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id, created_at, id);
--> statement-breakpoint
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (webhook_id, due_at, seq, id) WHERE state = 'waiting';
--> statement-breakpoint
CREATE INDEX webhook_deliveries_claimed ON webhook_deliveries (claimed_until, webhook_id) WHERE claimed_until IS NOT NULL;
--> statement-breakpoint
CREATE INDEX webhook_deliveries_in_order ON webhook_deliveries (webhook_id, thing, seq) WHERE state = 'waiting';
--> statement-breakpoint
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at) WHERE state <> 'waiting';
--> statement-breakpoint
ALTER TABLE tombstones ADD COLUMN locale TEXT;
--> statement-breakpoint
ALTER TABLE tombstones ADD COLUMN section_id TEXT;
--> statement-breakpoint
ALTER TABLE tombstones ADD COLUMN agency_id TEXT;
--> statement-breakpoint
UPDATE tombstones SET (locale, section_id, agency_id) =
  (SELECT locale, section_id, agency_id FROM articles WHERE articles.id = tombstones.article_id);
