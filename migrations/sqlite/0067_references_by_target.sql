-- One row for what a story names, in its copy, its live version or both. An id tells by itself of what kind it is.
CREATE TABLE article_references_67 (
  article_id TEXT NOT NULL REFERENCES articles (id),
  target TEXT NOT NULL,
  in_copy INTEGER NOT NULL CHECK (in_copy IN (0, 1)),
  in_live INTEGER NOT NULL CHECK (in_live IN (0, 1)),
  PRIMARY KEY (article_id, target)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO article_references_67
SELECT article_id, target, max(state = 'copy'), max(state = 'live') FROM article_references GROUP BY article_id, target;
--> statement-breakpoint
DROP TABLE article_references;
--> statement-breakpoint
ALTER TABLE article_references_67 RENAME TO article_references;
--> statement-breakpoint
CREATE INDEX article_references_by_target ON article_references (target, article_id, in_copy);
--> statement-breakpoint
CREATE TRIGGER article_references_lost AFTER UPDATE ON article_references WHEN NEW.in_copy = 0 AND NEW.in_live = 0
BEGIN DELETE FROM article_references WHERE article_id = NEW.article_id AND target = NEW.target; END;
