-- Where sections were before: who follows a section is told of what happened while another was below it.
CREATE TABLE former_section_places (
  section_id TEXT NOT NULL,
  parent_id TEXT NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (section_id, parent_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER sections_moved AFTER UPDATE OF parent_id ON sections
WHEN OLD.parent_id IS NOT NULL AND OLD.parent_id IS NOT NEW.parent_id
BEGIN
  INSERT OR REPLACE INTO former_section_places SELECT OLD.id, OLD.parent_id, beat FROM pulse;
END;
--> statement-breakpoint
CREATE TRIGGER sections_deleted AFTER DELETE ON sections WHEN OLD.parent_id IS NOT NULL
BEGIN
  INSERT OR REPLACE INTO former_section_places SELECT OLD.id, OLD.parent_id, beat FROM pulse;
END;
