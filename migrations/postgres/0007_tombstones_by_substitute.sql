-- What was consolidated into a story: each publication looks for it.
CREATE INDEX tombstones_by_substitute ON tombstones (substitute_id) WHERE substitute_id IS NOT NULL;
