-- The names of sections and topics in other languages: JSON by locale.
ALTER TABLE sections ADD COLUMN names TEXT;
--> statement-breakpoint
ALTER TABLE topics ADD COLUMN names TEXT;
