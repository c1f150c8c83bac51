-- Which versions were approved, by whom; an approval that is taken back goes.
CREATE TABLE article_approvals (
  article_id TEXT NOT NULL REFERENCES articles (id),
  version INTEGER NOT NULL CHECK (version > 0),
  actor TEXT NOT NULL REFERENCES actors (id),
  at INTEGER NOT NULL,
  PRIMARY KEY (article_id, version)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE sections ADD COLUMN requires_approval INTEGER NOT NULL DEFAULT 0 CHECK (requires_approval IN (0, 1));
--> statement-breakpoint
ALTER TABLE articles ADD COLUMN substitute_id TEXT;
--> statement-breakpoint
ALTER TABLE articles ADD COLUMN kill_proposal TEXT CHECK (kill_proposal IS NULL OR json_valid(kill_proposal));
--> statement-breakpoint

-- A story can be consolidated into another. SQLite changes no CHECK: the column is made anew.
DROP INDEX articles_of_publication_by_update;
--> statement-breakpoint
ALTER TABLE articles ADD COLUMN publication_state TEXT NOT NULL DEFAULT 'none' CHECK (publication_state IN ('none', 'live', 'withdrawn', 'killed', 'expired', 'consolidated'));
--> statement-breakpoint
UPDATE articles SET publication_state = publication;
--> statement-breakpoint
ALTER TABLE articles DROP COLUMN publication;
--> statement-breakpoint
ALTER TABLE articles RENAME COLUMN publication_state TO publication;
--> statement-breakpoint
CREATE INDEX articles_of_publication_by_update ON articles (publication, updated_at, id);
--> statement-breakpoint
CREATE INDEX articles_of_state_by_update ON articles (copy_state, updated_at, id);
--> statement-breakpoint
CREATE TABLE new_tombstones (
  article_id TEXT PRIMARY KEY NOT NULL REFERENCES articles (id),
  state TEXT NOT NULL CHECK (state IN ('withdrawn', 'killed', 'expired', 'consolidated')),
  at INTEGER NOT NULL,
  headline TEXT,
  notice TEXT,
  substitute_id TEXT
) STRICT;
--> statement-breakpoint
INSERT INTO new_tombstones SELECT article_id, state, at, headline, notice, substitute_id FROM tombstones;
--> statement-breakpoint
DROP TABLE tombstones;
--> statement-breakpoint
ALTER TABLE new_tombstones RENAME TO tombstones;
