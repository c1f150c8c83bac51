-- What changed in public, in order and without gaps. It begins with the revision that is there.
CREATE TABLE changes (
  seq bigint PRIMARY KEY,
  at bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  thing text COLLATE "C" NOT NULL,
  done text COLLATE "C" NOT NULL CHECK (done IN ('upserted', 'removed')),
  state text COLLATE "C",
  material bigint NOT NULL CHECK (material IN (0, 1)),
  keys text COLLATE "C" NOT NULL,
  locale text COLLATE "C",
  section_id text COLLATE "C",
  former_section_id text COLLATE "C",
  agency_id text COLLATE "C"
);
--> statement-breakpoint
INSERT INTO changes (seq, at, kind, thing, done, material, keys)
SELECT beat, at, 'edition', 'log', 'upserted', 0, '["all","many"]' FROM pulse;
