-- The text of a correction can be corrected: when that was done last.
ALTER TABLE corrections ADD COLUMN amended_at INTEGER;
