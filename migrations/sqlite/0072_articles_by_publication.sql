-- Finds the few stories of a time, and of those that a search of the desk must look at what was saved since.
CREATE INDEX articles_by_publication ON articles (published_at, search_seq) WHERE published_at IS NOT NULL;
