-- What the IPTC Photo Metadata Standard says of a picture beside its credit.
ALTER TABLE media ADD COLUMN places_shown TEXT CHECK (json_valid(places_shown));
--> statement-breakpoint
ALTER TABLE media ADD COLUMN instructions TEXT;
--> statement-breakpoint
ALTER TABLE media ADD COLUMN persons_shown TEXT CHECK (json_valid(persons_shown));
--> statement-breakpoint
ALTER TABLE media ADD COLUMN model_release TEXT CHECK (json_valid(model_release));
--> statement-breakpoint
ALTER TABLE media ADD COLUMN property_release TEXT CHECK (json_valid(property_release));
--> statement-breakpoint
ALTER TABLE media ADD COLUMN content_credentials TEXT CHECK (content_credentials IN ('present'));
