-- Since when the clock has run without being set, and when that was last seen: one row.
CREATE TABLE clock_watch (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  steady_since INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
