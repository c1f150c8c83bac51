-- What changed in public, in order and without gaps. It begins with the revision that is there.
CREATE TABLE changes (
  seq INTEGER NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  thing TEXT NOT NULL,
  done TEXT NOT NULL CHECK (done IN ('upserted', 'removed')),
  state TEXT,
  material INTEGER NOT NULL CHECK (material IN (0, 1)),
  keys TEXT NOT NULL,
  locale TEXT,
  section_id TEXT,
  former_section_id TEXT,
  agency_id TEXT
) STRICT;
--> statement-breakpoint
INSERT INTO changes (seq, at, kind, thing, done, material, keys)
SELECT beat, at, 'edition', 'log', 'upserted', 0, '["all","many"]' FROM pulse;
