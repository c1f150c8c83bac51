-- An unpublished story begins anew. That it was public before, and who took it down, is kept apart.
ALTER TABLE articles ADD COLUMN unpublished TEXT CHECK (unpublished IS NULL OR json_valid(unpublished));
--> statement-breakpoint
-- When a correction ceased to be public, since its story was unpublished.
ALTER TABLE corrections ADD COLUMN public_until INTEGER;
--> statement-breakpoint
UPDATE articles SET unpublished = (
  SELECT json_object('at', e.at, 'actor', e.actor, 'publishedAt', articles.published_at)
  FROM events AS e WHERE e.subject = articles.id AND e.action = 'article.unpublished'
  ORDER BY e.seq DESC LIMIT 1
)
WHERE published_at IS NOT NULL;
--> statement-breakpoint
UPDATE corrections SET public_until = (
  SELECT a.unpublished ->> '$.at' FROM articles AS a WHERE a.id = corrections.article_id
)
WHERE article_id IN (SELECT id FROM articles WHERE publication = 'none' AND unpublished IS NOT NULL);
--> statement-breakpoint
UPDATE articles SET published_at = NULL, public_updated_at = NULL
WHERE publication = 'none' AND unpublished IS NOT NULL;
--> statement-breakpoint
-- Its former addresses lead on once it is live again.
INSERT OR IGNORE INTO live_slugs (locale, slug, article_id)
SELECT a.locale, v.content ->> '$.slug', a.id
FROM articles AS a
JOIN events AS e ON e.subject = a.id AND e.action = 'article.published'
JOIN article_versions AS v ON v.article_id = a.id AND v.version = e.to_version
WHERE a.unpublished IS NOT NULL AND v.thinned_at IS NULL;
--> statement-breakpoint
-- Whether readers would see a difference between the copy and the version that is public, or was last.
ALTER TABLE articles ADD COLUMN copy_differs INTEGER NOT NULL DEFAULT 0 CHECK (copy_differs IN (0, 1));
--> statement-breakpoint
UPDATE articles SET copy_differs = coalesce((
  SELECT json_remove(c.content, '$.deskNote', '$.isSlugSet') <> json_remove(p.content, '$.deskNote', '$.isSlugSet')
  FROM article_versions AS c, article_versions AS p
  WHERE c.article_id = articles.id AND c.version = articles.copy_version
    AND p.article_id = articles.id AND p.version = articles.published_version
), 1)
WHERE published_version IS NOT NULL AND published_version <> copy_version;
--> statement-breakpoint
-- Of a version that mends the live one while a rewrite waits: the public version on which the rewrite stands.
ALTER TABLE article_versions ADD COLUMN mends INTEGER;
--> statement-breakpoint
-- Of a rewrite that was saved again beside a mend: all whose changes in it nobody has approved.
ALTER TABLE article_versions ADD COLUMN authors TEXT CHECK (authors IS NULL OR json_valid(authors));
