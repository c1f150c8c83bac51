-- Search. The numbers of live stories follow their first publication, second by second, so that the newest of what fits
-- come first without sorting.
-- Numbers of now could stand in the way only of stories from the first second of 1970.
UPDATE live_articles SET seq = seq - 9000000000000000000
WHERE EXISTS (SELECT 1 FROM live_articles AS oldest WHERE oldest.published_at BETWEEN 0 AND 999);
--> statement-breakpoint
UPDATE live_articles SET seq = numbered.seq
FROM (
  SELECT
    id,
    (published_at - ((published_at % 1000) + 1000) % 1000) / 1000 * 1048576
      + row_number() OVER (PARTITION BY (published_at - ((published_at % 1000) + 1000) % 1000) ORDER BY published_at, id) - 1 AS seq
  FROM live_articles
) AS numbered
WHERE numbered.id = live_articles.id;
--> statement-breakpoint
ALTER TABLE live_articles ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0 CHECK (indexed IN (0, 1));
--> statement-breakpoint
CREATE INDEX live_articles_not_indexed ON live_articles (seq) WHERE indexed = 0;
--> statement-breakpoint
-- The words of what the public reads, as src/foundation/search/words.ts cuts them; no text is kept here.
CREATE VIRTUAL TABLE live_search USING fts5(headline, standfirst, body, captions, names, facets, content='', contentless_delete=1, tokenize='ascii', prefix='2 3');
--> statement-breakpoint
-- The words of what the desk works on, by the number that the last save of a story gave it.
ALTER TABLE articles ADD COLUMN search_seq INTEGER;
--> statement-breakpoint
CREATE UNIQUE INDEX articles_by_search ON articles (search_seq) WHERE search_seq IS NOT NULL;
--> statement-breakpoint
CREATE INDEX articles_not_indexed ON articles (id) WHERE search_seq IS NULL;
--> statement-breakpoint
CREATE VIRTUAL TABLE desk_search USING fts5(headline, standfirst, body, captions, names, facets, content='', contentless_delete=1, tokenize='ascii', prefix='2 3');
--> statement-breakpoint
-- The names of agencies, bylines and topics. Stories hold their ids.
CREATE TABLE record_names (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL UNIQUE,
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1))
) STRICT;
--> statement-breakpoint
CREATE VIRTUAL TABLE name_search USING fts5(name, content='', contentless_delete=1, tokenize='ascii', prefix='2 3');
