ALTER TABLE incoming ADD COLUMN unread INTEGER NOT NULL DEFAULT 0 CHECK (unread IN (0, 1));
--> statement-breakpoint
UPDATE incoming SET unread = 1 WHERE content IS NULL AND faults IS NOT NULL AND sent ->> 'input' IS NULL;
