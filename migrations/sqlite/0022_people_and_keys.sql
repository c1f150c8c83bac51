-- Actors can be renamed and disabled; keys can be narrowed to scopes and sections, and can renew themselves.
ALTER TABLE actors ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
--> statement-breakpoint
ALTER TABLE actors ADD COLUMN disabled_at INTEGER;
--> statement-breakpoint
ALTER TABLE api_keys ADD COLUMN scopes TEXT CHECK (json_valid(scopes));
--> statement-breakpoint
ALTER TABLE api_keys ADD COLUMN sections TEXT CHECK (json_valid(sections));
--> statement-breakpoint
ALTER TABLE api_keys ADD COLUMN renewable INTEGER NOT NULL DEFAULT 1 CHECK (renewable IN (0, 1));
--> statement-breakpoint
ALTER TABLE api_keys ADD COLUMN renewed_by TEXT REFERENCES api_keys (id);
--> statement-breakpoint
-- An expiry that a person has set stays an end.
UPDATE api_keys SET renewable = 0 WHERE expires_at IS NOT NULL;
