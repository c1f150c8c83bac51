-- Who acts, what happened, and the pulse of what is public.
CREATE TABLE actors (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'service', 'system')),
  created_at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL REFERENCES actors (id),
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  from_version INTEGER,
  to_version INTEGER,
  reason TEXT,
  data TEXT CHECK (json_valid(data))
) STRICT;
--> statement-breakpoint
CREATE INDEX events_by_subject ON events (subject, seq);
--> statement-breakpoint
CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events BEGIN SELECT raise(ABORT, 'events are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER events_are_not_removed BEFORE DELETE ON events BEGIN SELECT raise(ABORT, 'events are append-only'); END;
--> statement-breakpoint
CREATE TABLE pulse (
  id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
  beat INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
INSERT INTO pulse (id, beat, at) VALUES (1, 0, 0);
--> statement-breakpoint

-- The library: what stories are made with.
CREATE TABLE media (
  id TEXT PRIMARY KEY NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('picture')),
  mime_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  sha256 TEXT NOT NULL,
  focal_point TEXT CHECK (json_valid(focal_point)),
  crop TEXT CHECK (json_valid(crop)),
  credit_line TEXT,
  creators TEXT CHECK (json_valid(creators)),
  agency_id TEXT REFERENCES agencies (id),
  rights TEXT CHECK (json_valid(rights)),
  usable_until INTEGER,
  rights_expired INTEGER NOT NULL CHECK (rights_expired IN (0, 1)),
  content_created TEXT,
  place TEXT,
  digital_source_type TEXT CHECK (digital_source_type IN ('digitalCapture', 'negativeFilm', 'print', 'compositeCapture', 'digitalCreation', 'dataDrivenMedia', 'algorithmicMedia', 'trainedAlgorithmicMedia', 'compositeWithTrainedAlgorithmicMedia')),
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX media_due ON media (usable_until) WHERE rights_expired = 0 AND usable_until IS NOT NULL;
--> statement-breakpoint
CREATE INDEX media_by_agency ON media (agency_id);
--> statement-breakpoint
CREATE TABLE media_captions (
  media_id TEXT NOT NULL REFERENCES media (id) ON DELETE CASCADE,
  locale TEXT NOT NULL,
  caption TEXT,
  alt_text TEXT,
  decorative INTEGER NOT NULL CHECK (decorative IN (0, 1)),
  extended_description TEXT,
  description_writer TEXT,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (media_id, locale),
  CHECK (NOT (decorative = 1 AND alt_text IS NOT NULL))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE media_renditions (
  media_id TEXT NOT NULL REFERENCES media (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  extension TEXT NOT NULL CHECK (extension IN ('jpg', 'png', 'webp', 'avif')),
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (media_id, name, extension)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE agencies (
  id TEXT PRIMARY KEY NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('wire', 'broadcaster', 'newspaper', 'freelance', 'stock', 'handout', 'other')),
  profile TEXT,
  founded INTEGER,
  owner TEXT CHECK (json_valid(owner)),
  url TEXT,
  logo_id TEXT REFERENCES media (id),
  credit_line TEXT,
  rights TEXT CHECK (json_valid(rights)),
  policies TEXT CHECK (json_valid(policies))
) STRICT;
--> statement-breakpoint
CREATE INDEX agencies_by_logo ON agencies (logo_id);
--> statement-breakpoint
CREATE TABLE bylines (
  id TEXT PRIMARY KEY NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'desk')),
  job_title TEXT,
  bio TEXT,
  agency_id TEXT REFERENCES agencies (id),
  portrait_id TEXT REFERENCES media (id),
  contacts TEXT CHECK (json_valid(contacts)),
  languages TEXT CHECK (json_valid(languages))
) STRICT;
--> statement-breakpoint
CREATE INDEX bylines_by_agency ON bylines (agency_id);
--> statement-breakpoint
CREATE INDEX bylines_by_portrait ON bylines (portrait_id);
--> statement-breakpoint
CREATE TABLE sections (
  id TEXT PRIMARY KEY NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  parent_id TEXT REFERENCES sections (id),
  description TEXT,
  position INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX sections_in_order ON sections (position, slug);
--> statement-breakpoint
CREATE INDEX sections_by_parent ON sections (parent_id);
--> statement-breakpoint
CREATE TABLE topics (
  id TEXT PRIMARY KEY NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  description TEXT,
  media_topic TEXT
) STRICT;
--> statement-breakpoint
CREATE TABLE former_slugs (
  kind TEXT NOT NULL CHECK (kind IN ('agency', 'byline', 'section', 'topic')),
  slug TEXT NOT NULL,
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (kind, slug)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE alerts (
  id TEXT PRIMARY KEY NOT NULL,
  headline TEXT NOT NULL,
  article_id TEXT,
  url TEXT,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'over')),
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK (starts_at < ends_at),
  CHECK (article_id IS NULL OR url IS NULL)
) STRICT;
--> statement-breakpoint
CREATE INDEX alerts_running ON alerts (starts_at, id) WHERE state = 'running';
--> statement-breakpoint
CREATE INDEX alerts_to_start ON alerts (starts_at) WHERE state = 'waiting';
--> statement-breakpoint
CREATE INDEX alerts_to_end ON alerts (ends_at) WHERE state = 'running';
--> statement-breakpoint

-- The desk: how stories come to be.
CREATE TABLE articles (
  id TEXT PRIMARY KEY NOT NULL,
  locale TEXT NOT NULL,
  slug TEXT NOT NULL,
  copy_version INTEGER NOT NULL,
  copy_state TEXT NOT NULL CHECK (copy_state IN ('draft', 'review', 'approved')),
  publication TEXT NOT NULL CHECK (publication IN ('none', 'live', 'withdrawn', 'killed', 'expired')),
  published_version INTEGER,
  published_at INTEGER,
  public_updated_at INTEGER,
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL REFERENCES actors (id),
  updated_at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX articles_by_update ON articles (updated_at, id);
--> statement-breakpoint
CREATE TABLE article_versions (
  article_id TEXT NOT NULL REFERENCES articles (id),
  version INTEGER NOT NULL CHECK (version > 0),
  content TEXT NOT NULL CHECK (json_valid(content)),
  actor TEXT NOT NULL REFERENCES actors (id),
  at INTEGER NOT NULL,
  note TEXT,
  PRIMARY KEY (article_id, version)
) STRICT;
--> statement-breakpoint
CREATE TABLE article_slugs (
  locale TEXT NOT NULL,
  slug TEXT NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (id),
  PRIMARY KEY (locale, slug)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX article_slugs_by_slug ON article_slugs (slug, article_id);
--> statement-breakpoint
CREATE INDEX article_slugs_by_article ON article_slugs (article_id);
--> statement-breakpoint
CREATE TABLE article_references (
  article_id TEXT NOT NULL REFERENCES articles (id),
  state TEXT NOT NULL CHECK (state IN ('copy', 'live')),
  kind TEXT NOT NULL CHECK (kind IN ('agency', 'byline', 'section', 'topic', 'media', 'article')),
  target TEXT NOT NULL,
  PRIMARY KEY (article_id, state, kind, target)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX article_references_by_target ON article_references (kind, target, article_id);
--> statement-breakpoint
CREATE TABLE external_ids (
  scheme TEXT NOT NULL,
  value TEXT NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (id),
  PRIMARY KEY (scheme, value)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX external_ids_by_article ON external_ids (article_id);
--> statement-breakpoint

-- The edition: what the public may read, and nothing else.
CREATE TABLE live_articles (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL UNIQUE,
  locale TEXT NOT NULL,
  slug TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('story', 'brief', 'alert', 'analysis', 'opinion', 'explainer', 'factCheck', 'interview', 'obituary')),
  section_id TEXT,
  agency_id TEXT,
  urgency INTEGER CHECK (urgency BETWEEN 1 AND 9),
  breaking INTEGER NOT NULL CHECK (breaking IN (0, 1)),
  breaking_until INTEGER,
  published_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content)),
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
--> statement-breakpoint
-- A list in either order, whole or by one filter, is a walk along one of these: never a sort of all rows.
CREATE INDEX live_articles_published ON live_articles (published_at, id);
--> statement-breakpoint
CREATE INDEX live_articles_updated ON live_articles (updated_at, id);
--> statement-breakpoint
CREATE INDEX live_articles_section_published ON live_articles (section_id, published_at, id);
--> statement-breakpoint
CREATE INDEX live_articles_section_updated ON live_articles (section_id, updated_at, id);
--> statement-breakpoint
CREATE INDEX live_articles_agency_published ON live_articles (agency_id, published_at, id);
--> statement-breakpoint
CREATE INDEX live_articles_agency_updated ON live_articles (agency_id, updated_at, id);
--> statement-breakpoint
CREATE INDEX live_articles_kind_published ON live_articles (kind, published_at, id);
--> statement-breakpoint
CREATE INDEX live_articles_kind_updated ON live_articles (kind, updated_at, id);
--> statement-breakpoint
CREATE INDEX live_articles_locale_published ON live_articles (locale, published_at, id);
--> statement-breakpoint
CREATE INDEX live_articles_locale_updated ON live_articles (locale, updated_at, id);
--> statement-breakpoint
CREATE INDEX live_articles_urgency_published ON live_articles (urgency, published_at, id);
--> statement-breakpoint
CREATE INDEX live_articles_urgency_updated ON live_articles (urgency, updated_at, id);
--> statement-breakpoint
CREATE INDEX live_articles_breaking_published ON live_articles (breaking, published_at, id);
--> statement-breakpoint
CREATE INDEX live_articles_breaking_updated ON live_articles (breaking, updated_at, id);
--> statement-breakpoint
CREATE INDEX live_articles_breaking_due ON live_articles (breaking_until) WHERE breaking = 1;
--> statement-breakpoint
CREATE TABLE live_article_bylines (
  article_id TEXT NOT NULL,
  byline_id TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (article_id, byline_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX live_article_bylines_published ON live_article_bylines (byline_id, published_at, article_id);
--> statement-breakpoint
CREATE INDEX live_article_bylines_updated ON live_article_bylines (byline_id, updated_at, article_id);
--> statement-breakpoint
CREATE TABLE live_article_topics (
  article_id TEXT NOT NULL,
  topic_id TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (article_id, topic_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX live_article_topics_published ON live_article_topics (topic_id, published_at, article_id);
--> statement-breakpoint
CREATE INDEX live_article_topics_updated ON live_article_topics (topic_id, updated_at, article_id);
--> statement-breakpoint
CREATE TABLE live_article_media (
  article_id TEXT NOT NULL,
  media_id TEXT NOT NULL,
  PRIMARY KEY (article_id, media_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX live_article_media_by_media ON live_article_media (media_id);
--> statement-breakpoint
CREATE TABLE live_slugs (
  locale TEXT NOT NULL,
  slug TEXT NOT NULL,
  article_id TEXT NOT NULL,
  PRIMARY KEY (locale, slug)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX live_slugs_by_slug ON live_slugs (slug, article_id);
--> statement-breakpoint
CREATE INDEX live_slugs_by_article ON live_slugs (article_id);
--> statement-breakpoint
CREATE TABLE corrections (
  id TEXT PRIMARY KEY NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (id),
  kind TEXT NOT NULL CHECK (kind IN ('correction', 'clarification', 'refile', 'update', 'editorsNote')),
  text TEXT NOT NULL,
  material INTEGER NOT NULL CHECK (material IN (0, 1)),
  version INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX corrections_in_order ON corrections (at, id);
--> statement-breakpoint
CREATE INDEX corrections_by_article ON corrections (article_id, at, id);
--> statement-breakpoint
CREATE TABLE tombstones (
  article_id TEXT PRIMARY KEY NOT NULL REFERENCES articles (id),
  state TEXT NOT NULL CHECK (state IN ('withdrawn', 'killed', 'expired')),
  at INTEGER NOT NULL,
  headline TEXT,
  notice TEXT,
  substitute_id TEXT
) STRICT;
