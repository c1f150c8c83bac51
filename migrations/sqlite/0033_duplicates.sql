-- Which stories began as duplicates of one: they are named where it is killed or withdrawn.
CREATE INDEX events_by_duplicated ON events (data ->> '$.duplicated') WHERE data ->> '$.duplicated' IS NOT NULL;
