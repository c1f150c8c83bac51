-- The agency that a story was of before: who follows that one is told that the story has left it.
ALTER TABLE changes ADD COLUMN former_agency_id text COLLATE "C";
