-- Who is told of changes, and what is told to whom. A secret is sealed; places are numbers of the log or of the events.
CREATE TABLE webhooks (
  id text COLLATE "C" PRIMARY KEY,
  url text COLLATE "C" NOT NULL,
  about text COLLATE "C" NOT NULL CHECK (about IN ('changes', 'events')),
  body text COLLATE "C" NOT NULL CHECK (body IN ('thin', 'full')),
  kinds text COLLATE "C",
  sections text COLLATE "C",
  agencies text COLLATE "C",
  locales text COLLATE "C",
  material bigint NOT NULL CHECK (material IN (0, 1)),
  state text COLLATE "C" NOT NULL CHECK (state IN ('active', 'paused', 'disabled')),
  disabled_because text COLLATE "C" CHECK (disabled_because IN ('gone', 'failing')),
  secret text COLLATE "C" NOT NULL,
  former_secret text COLLATE "C",
  former_until bigint,
  place_seq bigint NOT NULL,
  place_at bigint NOT NULL,
  failing_since bigint,
  revision bigint NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE webhook_deliveries (
  id text COLLATE "C" PRIMARY KEY,
  webhook_id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('change', 'event', 'ping', 'reset')),
  seq bigint NOT NULL,
  thing text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
  due_at bigint,
  claimed_until bigint,
  tries bigint NOT NULL,
  failing_since bigint,
  tried_at bigint,
  status bigint,
  ms bigint,
  answer text COLLATE "C",
  fault text COLLATE "C",
  created_at bigint NOT NULL
);
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
ALTER TABLE tombstones ADD COLUMN locale text COLLATE "C";
--> statement-breakpoint
ALTER TABLE tombstones ADD COLUMN section_id text COLLATE "C";
--> statement-breakpoint
ALTER TABLE tombstones ADD COLUMN agency_id text COLLATE "C";
--> statement-breakpoint
UPDATE tombstones SET (locale, section_id, agency_id) =
  (SELECT locale, section_id, agency_id FROM articles WHERE articles.id = tombstones.article_id);
