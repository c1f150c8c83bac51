-- Where sections were before: who follows a section is told of what happened while another was below it.
CREATE TABLE former_section_places (
  section_id text COLLATE "C" NOT NULL,
  parent_id text COLLATE "C" NOT NULL,
  until bigint NOT NULL,
  PRIMARY KEY (section_id, parent_id)
);
--> statement-breakpoint
CREATE FUNCTION keep_former_section_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO former_section_places SELECT OLD.id, OLD.parent_id, beat FROM pulse
  ON CONFLICT (section_id, parent_id) DO UPDATE SET until = EXCLUDED.until;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER sections_moved AFTER UPDATE OF parent_id ON sections FOR EACH ROW
WHEN (OLD.parent_id IS NOT NULL AND OLD.parent_id IS DISTINCT FROM NEW.parent_id) EXECUTE FUNCTION keep_former_section_place();
--> statement-breakpoint
CREATE TRIGGER sections_deleted AFTER DELETE ON sections FOR EACH ROW
WHEN (OLD.parent_id IS NOT NULL) EXECUTE FUNCTION keep_former_section_place();
