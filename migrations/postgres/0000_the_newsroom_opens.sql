CREATE TABLE actors (
  id text COLLATE "C" PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('person', 'service', 'system')),
  created_at bigint NOT NULL,
  revision bigint NOT NULL DEFAULT 1,
  disabled_at bigint
);
--> statement-breakpoint
-- Numbers without gaps, in the order of commits: whoever writes holds the lock of writers. A sequence would leave gaps.
CREATE FUNCTION next_event() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  RETURN (SELECT coalesce(max(seq), 0) + 1 FROM events);
END
$$;
--> statement-breakpoint
CREATE TABLE events (
  seq bigint PRIMARY KEY DEFAULT next_event(),
  at bigint NOT NULL,
  actor text COLLATE "C" NOT NULL,
  action text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  from_version bigint,
  to_version bigint,
  reason text COLLATE "C",
  data json
);
--> statement-breakpoint
CREATE FUNCTION refuse_changed_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are append-only';
END
$$;
--> statement-breakpoint
CREATE TRIGGER events_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events EXECUTE FUNCTION refuse_changed_events();
--> statement-breakpoint
CREATE INDEX events_by_subject ON events (subject, seq);
--> statement-breakpoint
CREATE INDEX events_by_actor ON events (actor, seq);
--> statement-breakpoint
CREATE INDEX events_by_action ON events (action, seq);
--> statement-breakpoint
CREATE INDEX events_by_duplicated ON events ((data ->> 'duplicated')) WHERE data ->> 'duplicated' IS NOT NULL;
--> statement-breakpoint
CREATE TABLE pulse (
  id bigint PRIMARY KEY CHECK (id = 1),
  beat bigint NOT NULL,
  at bigint NOT NULL
);
--> statement-breakpoint
INSERT INTO pulse (id, beat, at) VALUES (1, 0, 0);
--> statement-breakpoint
CREATE TABLE media (
  id text COLLATE "C" PRIMARY KEY,
  type text COLLATE "C" NOT NULL CHECK (type IN ('picture')),
  mime_type text COLLATE "C" NOT NULL,
  bytes bigint NOT NULL,
  width bigint NOT NULL CHECK (width > 0),
  height bigint NOT NULL CHECK (height > 0),
  sha256 text COLLATE "C" NOT NULL,
  focal_point json,
  crop json,
  credit_line text COLLATE "C",
  creators json,
  agency_id text COLLATE "C",
  rights json,
  usable_until bigint,
  rights_expired bigint NOT NULL CHECK (rights_expired IN (0, 1)),
  content_created text COLLATE "C",
  place text COLLATE "C",
  revision bigint NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  search_text text COLLATE "C" NOT NULL DEFAULT '',
  file_name text COLLATE "C",
  headline text COLLATE "C",
  source text COLLATE "C",
  keywords json,
  crops json,
  found_focal_point json,
  thumb_hash text COLLATE "C",
  dominant_colour text COLLATE "C",
  from_file json,
  renditions_state text COLLATE "C" NOT NULL DEFAULT 'processing' CHECK (renditions_state IN ('processing', 'ready', 'failed')),
  renditions_fault text COLLATE "C",
  digital_source_type text COLLATE "C" CHECK (digital_source_type IN ('digitalCapture', 'computationalCapture', 'negativeFilm', 'positiveFilm', 'print', 'humanEdits', 'compositeWithTrainedAlgorithmicMedia', 'algorithmicallyEnhanced', 'digitalCreation', 'dataDrivenMedia', 'trainedAlgorithmicMedia', 'algorithmicMedia', 'screenCapture', 'virtualRecording', 'composite', 'compositeCapture', 'compositeSynthetic')),
  created_by text COLLATE "C",
  taken_down text COLLATE "C" CHECK (taken_down IN ('withdrawn', 'killed')),
  takedown json,
  places_shown json,
  instructions text COLLATE "C",
  persons_shown json,
  model_release json,
  property_release json,
  content_credentials text COLLATE "C" CHECK (content_credentials IN ('present'))
);
--> statement-breakpoint
CREATE INDEX media_due ON media (usable_until) WHERE rights_expired = 0 AND usable_until IS NOT NULL;
--> statement-breakpoint
CREATE INDEX media_by_agency ON media (agency_id);
--> statement-breakpoint
CREATE INDEX media_by_creation ON media (created_at, id);
--> statement-breakpoint
CREATE INDEX media_by_end ON media (usable_until, id) WHERE usable_until IS NOT NULL;
--> statement-breakpoint
CREATE INDEX media_by_file ON media (sha256);
--> statement-breakpoint
CREATE INDEX media_processing ON media (updated_at) WHERE renditions_state = 'processing';
--> statement-breakpoint
CREATE TABLE media_captions (
  media_id text COLLATE "C" NOT NULL,
  locale text COLLATE "C" NOT NULL,
  caption text COLLATE "C",
  alt_text text COLLATE "C",
  decorative bigint NOT NULL CHECK (decorative IN (0, 1)),
  extended_description text COLLATE "C",
  description_writer text COLLATE "C",
  updated_at bigint NOT NULL,
  PRIMARY KEY (media_id, locale),
  CHECK (NOT (decorative = 1 AND alt_text IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE agencies (
  id text COLLATE "C" PRIMARY KEY,
  slug text COLLATE "C" NOT NULL UNIQUE,
  name text COLLATE "C" NOT NULL,
  hidden bigint NOT NULL CHECK (hidden IN (0, 1)),
  revision bigint NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('wire', 'broadcaster', 'newspaper', 'freelance', 'stock', 'handout', 'other')),
  profile text COLLATE "C",
  founded bigint,
  owner json,
  url text COLLATE "C",
  logo_id text COLLATE "C",
  credit_line text COLLATE "C",
  rights json,
  policies json,
  search_text text COLLATE "C" NOT NULL DEFAULT ''
);
--> statement-breakpoint
CREATE INDEX agencies_by_logo ON agencies (logo_id);
--> statement-breakpoint
CREATE TABLE bylines (
  id text COLLATE "C" PRIMARY KEY,
  slug text COLLATE "C" NOT NULL UNIQUE,
  name text COLLATE "C" NOT NULL,
  hidden bigint NOT NULL CHECK (hidden IN (0, 1)),
  revision bigint NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('person', 'desk')),
  job_title text COLLATE "C",
  bio text COLLATE "C",
  agency_id text COLLATE "C",
  portrait_id text COLLATE "C",
  contacts json,
  languages json,
  search_text text COLLATE "C" NOT NULL DEFAULT ''
);
--> statement-breakpoint
CREATE INDEX bylines_by_agency ON bylines (agency_id);
--> statement-breakpoint
CREATE INDEX bylines_by_portrait ON bylines (portrait_id);
--> statement-breakpoint
CREATE TABLE sections (
  id text COLLATE "C" PRIMARY KEY,
  slug text COLLATE "C" NOT NULL UNIQUE,
  name text COLLATE "C" NOT NULL,
  hidden bigint NOT NULL CHECK (hidden IN (0, 1)),
  revision bigint NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  parent_id text COLLATE "C",
  description text COLLATE "C",
  position bigint NOT NULL,
  search_text text COLLATE "C" NOT NULL DEFAULT '',
  requires_approval bigint NOT NULL DEFAULT 0 CHECK (requires_approval IN (0, 1)),
  names json
);
--> statement-breakpoint
CREATE INDEX sections_in_order ON sections (position, slug);
--> statement-breakpoint
CREATE INDEX sections_by_parent ON sections (parent_id);
--> statement-breakpoint
CREATE TABLE topics (
  id text COLLATE "C" PRIMARY KEY,
  slug text COLLATE "C" NOT NULL UNIQUE,
  name text COLLATE "C" NOT NULL,
  hidden bigint NOT NULL CHECK (hidden IN (0, 1)),
  revision bigint NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  description text COLLATE "C",
  media_topic text COLLATE "C",
  search_text text COLLATE "C" NOT NULL DEFAULT '',
  names json
);
--> statement-breakpoint
CREATE TABLE former_slugs (
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('agency', 'byline', 'section', 'topic')),
  slug text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (kind, slug)
);
--> statement-breakpoint
CREATE TABLE alerts (
  id text COLLATE "C" PRIMARY KEY,
  headline text COLLATE "C" NOT NULL,
  article_id text COLLATE "C",
  url text COLLATE "C",
  starts_at bigint NOT NULL,
  ends_at bigint NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'running', 'over')),
  revision bigint NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  CHECK (starts_at < ends_at),
  CHECK (article_id IS NULL OR url IS NULL)
);
--> statement-breakpoint
CREATE INDEX alerts_running ON alerts (starts_at, id) WHERE state = 'running';
--> statement-breakpoint
CREATE INDEX alerts_to_start ON alerts (starts_at) WHERE state = 'waiting';
--> statement-breakpoint
CREATE INDEX alerts_to_end ON alerts (ends_at) WHERE state = 'running';
--> statement-breakpoint
CREATE INDEX alerts_by_article ON alerts (article_id) WHERE article_id IS NOT NULL;
--> statement-breakpoint
CREATE TABLE articles (
  id text COLLATE "C" PRIMARY KEY,
  locale text COLLATE "C" NOT NULL,
  slug text COLLATE "C" NOT NULL,
  copy_version bigint NOT NULL,
  copy_state text COLLATE "C" NOT NULL CHECK (copy_state IN ('draft', 'review', 'approved')),
  published_version bigint,
  published_at bigint,
  public_updated_at bigint,
  revision bigint NOT NULL,
  created_at bigint NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  updated_at bigint NOT NULL,
  headline text COLLATE "C" NOT NULL DEFAULT '',
  kind text COLLATE "C" NOT NULL DEFAULT 'story' CHECK (kind IN ('story', 'brief', 'alert', 'analysis', 'opinion', 'explainer', 'factCheck', 'interview', 'obituary')),
  section_id text COLLATE "C",
  translation_of text COLLATE "C",
  search_text text COLLATE "C" NOT NULL DEFAULT '',
  embargo_until bigint,
  deleted_at bigint,
  substitute_id text COLLATE "C",
  kill_proposal json,
  publication text COLLATE "C" NOT NULL DEFAULT 'none' CHECK (publication IN ('none', 'live', 'withdrawn', 'killed', 'expired', 'consolidated')),
  scheduled_at bigint,
  scheduled_version bigint CHECK ((scheduled_version IS NULL) = (scheduled_at IS NULL)),
  scheduled_change json CHECK (scheduled_at IS NOT NULL OR scheduled_change IS NULL),
  schedule_failure json CHECK (scheduled_at IS NOT NULL OR schedule_failure IS NULL),
  expires_at bigint,
  saved_by text COLLATE "C" NOT NULL DEFAULT '',
  lacks_alt_text bigint NOT NULL DEFAULT 0 CHECK (lacks_alt_text IN (0, 1)),
  search_seq bigint,
  source json,
  unpublished json,
  copy_differs bigint NOT NULL DEFAULT 0 CHECK (copy_differs IN (0, 1)),
  agency_id text COLLATE "C",
  returned json,
  returned_to text COLLATE "C",
  made_from text COLLATE "C",
  mended json
);
--> statement-breakpoint
CREATE INDEX articles_by_update ON articles (updated_at, id);
--> statement-breakpoint
CREATE INDEX articles_by_creation ON articles (created_at, id);
--> statement-breakpoint
CREATE INDEX articles_of_creator_by_update ON articles (created_by, updated_at, id);
--> statement-breakpoint
CREATE INDEX articles_of_creator_by_creation ON articles (created_by, created_at, id);
--> statement-breakpoint
CREATE INDEX articles_of_section_by_update ON articles (section_id, updated_at, id);
--> statement-breakpoint
CREATE INDEX articles_by_original ON articles (translation_of, locale) WHERE translation_of IS NOT NULL;
--> statement-breakpoint
CREATE INDEX articles_deleted ON articles (updated_at, id) WHERE deleted_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX articles_of_publication_by_update ON articles (publication, updated_at, id);
--> statement-breakpoint
CREATE INDEX articles_of_state_by_update ON articles (copy_state, updated_at, id);
--> statement-breakpoint
CREATE INDEX articles_by_schedule ON articles (scheduled_at, id) WHERE scheduled_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX articles_schedule_due ON articles (scheduled_at, id) WHERE scheduled_at IS NOT NULL AND schedule_failure IS NULL;
--> statement-breakpoint
CREATE INDEX articles_schedule_failed ON articles (scheduled_at, id) WHERE schedule_failure IS NOT NULL;
--> statement-breakpoint
CREATE INDEX articles_by_expiry ON articles (publication, expires_at, id) WHERE expires_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX articles_of_saver_by_update ON articles (saved_by, updated_at, id);
--> statement-breakpoint
CREATE INDEX articles_by_embargo ON articles (embargo_until, id) WHERE embargo_until IS NOT NULL;
--> statement-breakpoint
CREATE INDEX articles_by_public_update ON articles (public_updated_at, id) WHERE public_updated_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX articles_without_alt_text ON articles (updated_at, id) WHERE lacks_alt_text = 1;
--> statement-breakpoint
CREATE UNIQUE INDEX articles_by_search ON articles (search_seq) WHERE search_seq IS NOT NULL;
--> statement-breakpoint
CREATE INDEX articles_not_indexed ON articles (id) WHERE search_seq IS NULL;
--> statement-breakpoint
CREATE INDEX articles_of_agency_by_update ON articles (agency_id, updated_at, id);
--> statement-breakpoint
CREATE INDEX articles_returned_to ON articles (returned_to, updated_at, id) WHERE returned_to IS NOT NULL AND copy_state = 'draft';
--> statement-breakpoint
CREATE INDEX articles_returned_of_creator ON articles (created_by, updated_at, id) WHERE returned_to IS NOT NULL AND copy_state = 'draft';
--> statement-breakpoint
CREATE INDEX articles_kill_proposed ON articles (updated_at, id) WHERE kill_proposal IS NOT NULL;
--> statement-breakpoint
CREATE INDEX articles_with_changes ON articles (updated_at, id) WHERE publication = 'live' AND copy_differs = 1;
--> statement-breakpoint
CREATE INDEX articles_made_from ON articles (made_from) WHERE made_from IS NOT NULL;
--> statement-breakpoint
CREATE TABLE article_versions (
  article_id text COLLATE "C" NOT NULL,
  version bigint NOT NULL CHECK (version > 0),
  content json NOT NULL,
  actor text COLLATE "C" NOT NULL,
  at bigint NOT NULL,
  note text COLLATE "C",
  thinned_at bigint,
  mends bigint,
  authors json,
  PRIMARY KEY (article_id, version)
);
--> statement-breakpoint
CREATE INDEX article_versions_with_text ON article_versions (at, article_id, version) WHERE thinned_at IS NULL;
--> statement-breakpoint
CREATE TABLE article_slugs (
  locale text COLLATE "C" NOT NULL,
  slug text COLLATE "C" NOT NULL,
  article_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (locale, slug)
);
--> statement-breakpoint
CREATE INDEX article_slugs_by_slug ON article_slugs (slug, article_id);
--> statement-breakpoint
CREATE INDEX article_slugs_by_article ON article_slugs (article_id);
--> statement-breakpoint
CREATE TABLE article_references (
  article_id text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('copy', 'live')),
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('agency', 'byline', 'section', 'topic', 'media', 'article')),
  target text COLLATE "C" NOT NULL,
  PRIMARY KEY (article_id, state, kind, target)
);
--> statement-breakpoint
CREATE INDEX article_references_by_target ON article_references (kind, target, article_id);
--> statement-breakpoint
CREATE TABLE external_ids (
  scheme text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  article_id text COLLATE "C" NOT NULL,
  source_version bigint,
  sends bigint NOT NULL DEFAULT 0 CHECK (sends IN (0, 1)),
  PRIMARY KEY (scheme, value)
);
--> statement-breakpoint
CREATE INDEX external_ids_by_article ON external_ids (article_id);
--> statement-breakpoint
CREATE TABLE live_articles (
  seq bigint PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  locale text COLLATE "C" NOT NULL,
  slug text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('story', 'brief', 'alert', 'analysis', 'opinion', 'explainer', 'factCheck', 'interview', 'obituary')),
  section_id text COLLATE "C",
  agency_id text COLLATE "C",
  urgency bigint CHECK (urgency BETWEEN 1 AND 9),
  breaking bigint NOT NULL CHECK (breaking IN (0, 1)),
  breaking_until bigint,
  published_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  changed_at bigint NOT NULL,
  content json NOT NULL,
  body json NOT NULL,
  translation_of text COLLATE "C",
  indexed bigint NOT NULL DEFAULT 0 CHECK (indexed IN (0, 1)),
  canonical_url text COLLATE "C",
  expires_at bigint,
  headline text COLLATE "C" NOT NULL,
  month text COLLATE "C" NOT NULL
);
--> statement-breakpoint
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
CREATE INDEX live_articles_translation_of ON live_articles (translation_of) WHERE translation_of IS NOT NULL;
--> statement-breakpoint
CREATE INDEX live_articles_not_indexed ON live_articles (seq) WHERE indexed = 0;
--> statement-breakpoint
CREATE INDEX live_articles_months ON live_articles (month, updated_at);
--> statement-breakpoint
CREATE INDEX live_articles_elsewhere ON live_articles (month, canonical_url) WHERE canonical_url IS NOT NULL;
--> statement-breakpoint
CREATE TABLE live_article_bylines (
  article_id text COLLATE "C" NOT NULL,
  byline_id text COLLATE "C" NOT NULL,
  published_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (article_id, byline_id)
);
--> statement-breakpoint
CREATE INDEX live_article_bylines_published ON live_article_bylines (byline_id, published_at, article_id);
--> statement-breakpoint
CREATE INDEX live_article_bylines_updated ON live_article_bylines (byline_id, updated_at, article_id);
--> statement-breakpoint
CREATE TABLE live_article_topics (
  article_id text COLLATE "C" NOT NULL,
  topic_id text COLLATE "C" NOT NULL,
  published_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (article_id, topic_id)
);
--> statement-breakpoint
CREATE INDEX live_article_topics_published ON live_article_topics (topic_id, published_at, article_id);
--> statement-breakpoint
CREATE INDEX live_article_topics_updated ON live_article_topics (topic_id, updated_at, article_id);
--> statement-breakpoint
CREATE TABLE live_article_media (
  article_id text COLLATE "C" NOT NULL,
  media_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (article_id, media_id)
);
--> statement-breakpoint
CREATE INDEX live_article_media_by_media ON live_article_media (media_id);
--> statement-breakpoint
CREATE TABLE live_slugs (
  locale text COLLATE "C" NOT NULL,
  slug text COLLATE "C" NOT NULL,
  article_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (locale, slug)
);
--> statement-breakpoint
CREATE INDEX live_slugs_by_slug ON live_slugs (slug, article_id);
--> statement-breakpoint
CREATE INDEX live_slugs_by_article ON live_slugs (article_id);
--> statement-breakpoint
CREATE TABLE corrections (
  id text COLLATE "C" PRIMARY KEY,
  article_id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('correction', 'clarification', 'refile', 'update', 'editorsNote')),
  text text COLLATE "C" NOT NULL,
  material bigint NOT NULL CHECK (material IN (0, 1)),
  version bigint NOT NULL,
  at bigint NOT NULL,
  public_until bigint,
  amended_at bigint
);
--> statement-breakpoint
CREATE INDEX corrections_in_order ON corrections (at, id);
--> statement-breakpoint
CREATE INDEX corrections_by_article ON corrections (article_id, at, id);
--> statement-breakpoint
CREATE TABLE api_keys (
  id text COLLATE "C" PRIMARY KEY CHECK (length(id) = 8),
  actor_id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL CHECK (role IN ('reporter', 'editor', 'chief', 'admin')),
  sha256 text COLLATE "C" NOT NULL UNIQUE CHECK (length(sha256) = 64),
  revision bigint NOT NULL,
  created_at bigint NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  expires_at bigint,
  revoked_at bigint,
  last_used_at bigint,
  scopes json,
  sections json,
  renewable bigint NOT NULL DEFAULT 1 CHECK (renewable IN (0, 1)),
  renewed_by text COLLATE "C"
);
--> statement-breakpoint
CREATE INDEX api_keys_in_order ON api_keys (created_at, id);
--> statement-breakpoint
CREATE INDEX api_keys_by_actor ON api_keys (actor_id);
--> statement-breakpoint
CREATE TABLE idempotency_keys (
  scope text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  answer json NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (scope, name)
);
--> statement-breakpoint
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (at);
--> statement-breakpoint
CREATE TABLE article_approvals (
  article_id text COLLATE "C" NOT NULL,
  version bigint NOT NULL CHECK (version > 0),
  actor text COLLATE "C" NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (article_id, version)
);
--> statement-breakpoint
CREATE TABLE tombstones (
  article_id text COLLATE "C" PRIMARY KEY,
  state text COLLATE "C" NOT NULL CHECK (state IN ('withdrawn', 'killed', 'expired', 'consolidated')),
  at bigint NOT NULL,
  headline text COLLATE "C",
  notice text COLLATE "C",
  substitute_id text COLLATE "C"
);
--> statement-breakpoint
CREATE INDEX tombstones_by_state ON tombstones (state, at, article_id);
--> statement-breakpoint
CREATE TABLE article_pictures (
  article_id text COLLATE "C" NOT NULL,
  media_id text COLLATE "C" NOT NULL,
  locale text COLLATE "C" NOT NULL,
  silent bigint NOT NULL CHECK (silent IN (0, 1)),
  PRIMARY KEY (article_id, media_id)
);
--> statement-breakpoint
CREATE INDEX article_pictures_by_media ON article_pictures (media_id, locale, article_id);
--> statement-breakpoint
CREATE TABLE previews (
  id text COLLATE "C" PRIMARY KEY,
  article_id text COLLATE "C" NOT NULL,
  version bigint NOT NULL CHECK (version > 0),
  sha256 text COLLATE "C" NOT NULL UNIQUE CHECK (length(sha256) = 64),
  since_event bigint NOT NULL,
  created_at bigint NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  expires_at bigint NOT NULL,
  revoked_at bigint
);
--> statement-breakpoint
CREATE INDEX previews_of_article ON previews (article_id, created_at, id);
--> statement-breakpoint
CREATE TABLE article_leases (
  article_id text COLLATE "C" PRIMARY KEY,
  actor text COLLATE "C" NOT NULL,
  since bigint NOT NULL,
  until bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE merged_records (
  id text COLLATE "C" PRIMARY KEY,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('agency', 'byline', 'topic')),
  into_id text COLLATE "C" NOT NULL,
  at bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX merged_records_by_survivor ON merged_records (into_id);
--> statement-breakpoint
-- Numbers without gaps, in the order of commits: whoever writes holds the lock of writers. A sequence would leave gaps.
CREATE FUNCTION next_record_name() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  RETURN (SELECT coalesce(max(seq), 0) + 1 FROM record_names);
END
$$;
--> statement-breakpoint
CREATE TABLE record_names (
  seq bigint PRIMARY KEY DEFAULT next_record_name(),
  id text COLLATE "C" NOT NULL UNIQUE,
  hidden bigint NOT NULL CHECK (hidden IN (0, 1))
);
--> statement-breakpoint
CREATE TABLE store_mark (
  id bigint PRIMARY KEY CHECK (id = 1),
  owner text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE unnamed_originals (
  key text COLLATE "C" PRIMARY KEY,
  since bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE clock_watch (
  id bigint PRIMARY KEY CHECK (id = 1),
  steady_since bigint NOT NULL,
  seen_at bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE incoming (
  id text COLLATE "C" PRIMARY KEY,
  scheme text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  source_version bigint,
  pub_status text COLLATE "C" NOT NULL CHECK (pub_status IN ('usable', 'withheld', 'canceled')),
  fingerprint text COLLATE "C" NOT NULL CHECK (length(fingerprint) = 64),
  article_id text COLLATE "C",
  headline text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('applied', 'waiting', 'accepted', 'dismissed', 'superseded', 'cancelled')),
  urgent bigint NOT NULL CHECK (urgent IN (0, 1)),
  at bigint NOT NULL,
  actor text COLLATE "C" NOT NULL,
  why text COLLATE "C",
  content json,
  embargo_until bigint,
  version bigint CHECK (version > 0),
  fields json,
  decided_at bigint,
  decided_by text COLLATE "C",
  reason text COLLATE "C",
  thinned_at bigint,
  sent json,
  faults json,
  unread bigint NOT NULL CHECK (unread IN (0, 1)),
  ineffective text COLLATE "C" CHECK (ineffective IN ('late', 'outside'))
);
--> statement-breakpoint
CREATE INDEX incoming_of_source ON incoming (scheme, value, source_version);
--> statement-breakpoint
CREATE INDEX incoming_cancellations ON incoming (scheme, value) WHERE pub_status = 'canceled';
--> statement-breakpoint
CREATE INDEX incoming_of_article ON incoming (article_id, urgent, at, id);
--> statement-breakpoint
CREATE INDEX incoming_in_order ON incoming (urgent, at, id);
--> statement-breakpoint
CREATE INDEX incoming_by_state ON incoming (state, urgent, at, id);
--> statement-breakpoint
CREATE INDEX incoming_to_thin ON incoming (at, id) WHERE (content IS NOT NULL OR sent IS NOT NULL) AND state <> 'waiting';
--> statement-breakpoint
CREATE TABLE article_subjects (
  article_id text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  PRIMARY KEY (article_id, code)
);
--> statement-breakpoint
CREATE INDEX article_subjects_by_code ON article_subjects (code, article_id);
--> statement-breakpoint
CREATE TABLE subjects (
  code text COLLATE "C" PRIMARY KEY,
  names json NOT NULL,
  broader text COLLATE "C",
  retired bigint NOT NULL CHECK (retired IN (0, 1)),
  replacement text COLLATE "C",
  former_code text COLLATE "C",
  released_at bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX subjects_former ON subjects (former_code) WHERE former_code IS NOT NULL;
--> statement-breakpoint
CREATE TABLE live_article_subjects (
  article_id text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  published_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (article_id, code)
);
--> statement-breakpoint
CREATE INDEX live_article_subjects_published ON live_article_subjects (code, published_at, article_id);
--> statement-breakpoint
CREATE INDEX live_article_subjects_updated ON live_article_subjects (code, updated_at, article_id);
--> statement-breakpoint
CREATE TABLE taken_down_files (
  sha256 text COLLATE "C" NOT NULL,
  media_id text COLLATE "C" NOT NULL,
  mime_type text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('replaced', 'withdrawn', 'killed')),
  PRIMARY KEY (sha256, media_id)
);
--> statement-breakpoint
CREATE INDEX taken_down_files_by_media ON taken_down_files (media_id);
--> statement-breakpoint
CREATE TABLE media_renditions (
  media_id text COLLATE "C" NOT NULL,
  hash text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  extension text COLLATE "C" NOT NULL CHECK (extension IN ('jpg', 'png', 'webp', 'avif')),
  bytes bigint NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  PRIMARY KEY (media_id, hash, name, extension)
);
--> statement-breakpoint
ALTER TABLE events ADD FOREIGN KEY (actor) REFERENCES actors (id);
--> statement-breakpoint
ALTER TABLE media ADD FOREIGN KEY (agency_id) REFERENCES agencies (id);
--> statement-breakpoint
ALTER TABLE media ADD FOREIGN KEY (created_by) REFERENCES actors (id);
--> statement-breakpoint
ALTER TABLE media_captions ADD FOREIGN KEY (media_id) REFERENCES media (id) ON DELETE CASCADE;
--> statement-breakpoint
ALTER TABLE agencies ADD FOREIGN KEY (logo_id) REFERENCES media (id);
--> statement-breakpoint
ALTER TABLE bylines ADD FOREIGN KEY (agency_id) REFERENCES agencies (id);
--> statement-breakpoint
ALTER TABLE bylines ADD FOREIGN KEY (portrait_id) REFERENCES media (id);
--> statement-breakpoint
ALTER TABLE sections ADD FOREIGN KEY (parent_id) REFERENCES sections (id);
--> statement-breakpoint
ALTER TABLE articles ADD FOREIGN KEY (created_by) REFERENCES actors (id);
--> statement-breakpoint
ALTER TABLE articles ADD FOREIGN KEY (returned_to) REFERENCES actors (id);
--> statement-breakpoint
ALTER TABLE article_versions ADD FOREIGN KEY (article_id) REFERENCES articles (id);
--> statement-breakpoint
ALTER TABLE article_versions ADD FOREIGN KEY (actor) REFERENCES actors (id);
--> statement-breakpoint
ALTER TABLE article_slugs ADD FOREIGN KEY (article_id) REFERENCES articles (id);
--> statement-breakpoint
ALTER TABLE article_references ADD FOREIGN KEY (article_id) REFERENCES articles (id);
--> statement-breakpoint
ALTER TABLE external_ids ADD FOREIGN KEY (article_id) REFERENCES articles (id);
--> statement-breakpoint
ALTER TABLE corrections ADD FOREIGN KEY (article_id) REFERENCES articles (id);
--> statement-breakpoint
ALTER TABLE api_keys ADD FOREIGN KEY (actor_id) REFERENCES actors (id);
--> statement-breakpoint
ALTER TABLE api_keys ADD FOREIGN KEY (created_by) REFERENCES actors (id);
--> statement-breakpoint
ALTER TABLE api_keys ADD FOREIGN KEY (renewed_by) REFERENCES api_keys (id);
--> statement-breakpoint
ALTER TABLE article_approvals ADD FOREIGN KEY (article_id) REFERENCES articles (id);
--> statement-breakpoint
ALTER TABLE article_approvals ADD FOREIGN KEY (actor) REFERENCES actors (id);
--> statement-breakpoint
ALTER TABLE tombstones ADD FOREIGN KEY (article_id) REFERENCES articles (id);
--> statement-breakpoint
ALTER TABLE article_pictures ADD FOREIGN KEY (article_id) REFERENCES articles (id);
--> statement-breakpoint
ALTER TABLE previews ADD FOREIGN KEY (article_id) REFERENCES articles (id);
--> statement-breakpoint
ALTER TABLE previews ADD FOREIGN KEY (created_by) REFERENCES actors (id);
--> statement-breakpoint
ALTER TABLE article_leases ADD FOREIGN KEY (article_id) REFERENCES articles (id);
--> statement-breakpoint
ALTER TABLE article_leases ADD FOREIGN KEY (actor) REFERENCES actors (id);
--> statement-breakpoint
ALTER TABLE incoming ADD FOREIGN KEY (article_id) REFERENCES articles (id);
--> statement-breakpoint
ALTER TABLE incoming ADD FOREIGN KEY (actor) REFERENCES actors (id);
--> statement-breakpoint
ALTER TABLE incoming ADD FOREIGN KEY (decided_by) REFERENCES actors (id);
--> statement-breakpoint
ALTER TABLE article_subjects ADD FOREIGN KEY (article_id) REFERENCES articles (id);
--> statement-breakpoint
ALTER TABLE taken_down_files ADD FOREIGN KEY (media_id) REFERENCES media (id) ON DELETE CASCADE;
--> statement-breakpoint
ALTER TABLE media_renditions ADD FOREIGN KEY (media_id) REFERENCES media (id) ON DELETE CASCADE;
--> statement-breakpoint
-- The words of each text, as src/foundation/search/words.ts cuts them. In `words` they stand once for each set of columns that
-- queries ask for, behind a letter for the set, with a number for each two that are neighbours; the texts are for phrases and
-- weighing. `length` is how many words a row has. Half of the most common lexemes are numbers, hence the statistics.
CREATE TABLE live_search (seq bigint PRIMARY KEY, words tsvector NOT NULL, length integer NOT NULL, headline text COLLATE "C" NOT NULL, standfirst text COLLATE "C" NOT NULL, body text COLLATE "C" NOT NULL, captions text COLLATE "C" NOT NULL, names text COLLATE "C" NOT NULL, facets text COLLATE "C" NOT NULL) WITH (toast_tuple_target = 8160);
--> statement-breakpoint
ALTER TABLE live_search ALTER words SET STORAGE MAIN, ALTER words SET STATISTICS 1000;
--> statement-breakpoint
CREATE INDEX live_search_words ON live_search USING gin (words);
--> statement-breakpoint
CREATE TABLE desk_search (seq bigint PRIMARY KEY, words tsvector NOT NULL, length integer NOT NULL, headline text COLLATE "C" NOT NULL, standfirst text COLLATE "C" NOT NULL, body text COLLATE "C" NOT NULL, captions text COLLATE "C" NOT NULL, names text COLLATE "C" NOT NULL, facets text COLLATE "C" NOT NULL) WITH (toast_tuple_target = 8160);
--> statement-breakpoint
ALTER TABLE desk_search ALTER words SET STORAGE MAIN, ALTER words SET STATISTICS 1000;
--> statement-breakpoint
CREATE INDEX desk_search_words ON desk_search USING gin (words);
--> statement-breakpoint
CREATE TABLE name_search (seq bigint PRIMARY KEY, words tsvector NOT NULL, length integer NOT NULL, name text COLLATE "C" NOT NULL);
--> statement-breakpoint
ALTER TABLE name_search ALTER words SET STORAGE MAIN;
--> statement-breakpoint
CREATE INDEX name_search_words ON name_search USING gin (words);
--> statement-breakpoint
-- How many rows and words each index was given, for weighing.
CREATE TABLE search_totals (name text COLLATE "C" PRIMARY KEY, rows bigint NOT NULL, words bigint NOT NULL);
--> statement-breakpoint
INSERT INTO search_totals (name, rows, words) VALUES ('live_search', 0, 0), ('desk_search', 0, 0), ('name_search', 0, 0);
