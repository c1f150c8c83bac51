CREATE TABLE subjects (
  code TEXT NOT NULL PRIMARY KEY,
  names TEXT NOT NULL,
  broader TEXT,
  retired INTEGER NOT NULL CHECK (retired IN (0, 1)),
  replacement TEXT,
  former_code TEXT,
  released_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX subjects_former ON subjects (former_code) WHERE former_code IS NOT NULL;
--> statement-breakpoint
CREATE TABLE live_article_subjects (
  article_id TEXT NOT NULL,
  code TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (article_id, code)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT OR IGNORE INTO live_article_subjects
SELECT l.id, s.value ->> '$.code', l.published_at, l.updated_at
FROM live_articles AS l, json_each(l.content, '$.subjects') AS s;
--> statement-breakpoint
CREATE INDEX live_article_subjects_published ON live_article_subjects (code, published_at, article_id);
--> statement-breakpoint
CREATE INDEX live_article_subjects_updated ON live_article_subjects (code, updated_at, article_id);
