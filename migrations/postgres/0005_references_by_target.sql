-- One row for what a story names, in its copy, its live version or both. An id tells by itself of what kind it is.
CREATE TABLE former_references AS
SELECT article_id, target, max(CASE state WHEN 'copy' THEN 1 ELSE 0 END) AS in_copy, max(CASE state WHEN 'live' THEN 1 ELSE 0 END) AS in_live
FROM article_references GROUP BY article_id, target ORDER BY article_id, target;
--> statement-breakpoint
DROP TABLE article_references;
--> statement-breakpoint
CREATE TABLE article_references (
  article_id text COLLATE "C" NOT NULL,
  target text COLLATE "C" NOT NULL,
  in_copy bigint NOT NULL CHECK (in_copy IN (0, 1)),
  in_live bigint NOT NULL CHECK (in_live IN (0, 1)),
  PRIMARY KEY (article_id, target)
);
--> statement-breakpoint
INSERT INTO article_references SELECT article_id, target, in_copy, in_live FROM former_references;
--> statement-breakpoint
DROP TABLE former_references;
--> statement-breakpoint
CREATE INDEX article_references_by_target ON article_references (target, article_id, in_copy);
--> statement-breakpoint
ALTER TABLE article_references ADD FOREIGN KEY (article_id) REFERENCES articles (id);
--> statement-breakpoint
CREATE FUNCTION delete_lost_reference() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM article_references WHERE article_id = NEW.article_id AND target = NEW.target;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER article_references_lost AFTER UPDATE ON article_references FOR EACH ROW
WHEN (NEW.in_copy = 0 AND NEW.in_live = 0) EXECUTE FUNCTION delete_lost_reference();
