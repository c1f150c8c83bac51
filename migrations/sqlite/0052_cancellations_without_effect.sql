-- Cancellations that take nothing back by themselves: they came late, or with a key for other sections.
ALTER TABLE incoming ADD COLUMN ineffective TEXT CHECK (ineffective IN ('late', 'outside'));
--> statement-breakpoint
UPDATE incoming SET ineffective = 'late' WHERE pub_status = 'canceled' AND state = 'superseded';
