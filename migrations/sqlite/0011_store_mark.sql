-- Whose the store of pictures is: the same words stand in a file in it, so that nobody sweeps what is another's.
CREATE TABLE store_mark (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  owner TEXT NOT NULL
) STRICT;
--> statement-breakpoint
-- Originals in the store that no picture names, and since when that was seen.
CREATE TABLE unnamed_originals (
  key TEXT NOT NULL PRIMARY KEY,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
