ALTER TABLE changes RENAME COLUMN thing TO subject;
--> statement-breakpoint
ALTER TABLE changes RENAME COLUMN done TO action;
--> statement-breakpoint
ALTER TABLE webhooks RENAME COLUMN about TO source;
--> statement-breakpoint
ALTER TABLE webhook_deliveries RENAME COLUMN thing TO subject;
--> statement-breakpoint
ALTER TABLE webhook_deliveries RENAME COLUMN tries TO attempts;
--> statement-breakpoint
ALTER TABLE webhook_deliveries RENAME COLUMN tried_at TO attempted_at;
--> statement-breakpoint
ALTER TABLE webhook_deliveries RENAME COLUMN ms TO duration_ms;
--> statement-breakpoint
ALTER TABLE webhook_deliveries RENAME COLUMN fault TO error;
