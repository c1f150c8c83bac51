-- The index of sitemaps counts the stories of each month: a walk along this, instead of a sort of all stories.
CREATE INDEX live_articles_months ON live_articles (strftime('%Y-%m', published_at / 1000, 'unixepoch'), updated_at);
