ALTER TABLE "repositories" ADD COLUMN "heard_name" text;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "heard_installation_id" bigint;