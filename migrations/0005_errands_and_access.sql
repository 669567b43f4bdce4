CREATE TABLE "errands" (
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"details" jsonb NOT NULL,
	"wanted" bigint DEFAULT 0 NOT NULL,
	"done" bigint DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_token" uuid,
	"lease_until" timestamp (3) with time zone,
	"not_before" timestamp (3) with time zone,
	"problem" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "errands_kind_key_pk" PRIMARY KEY("kind","key")
);
--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "access" text DEFAULT 'granted' NOT NULL;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "access_lost_by" text;--> statement-breakpoint
CREATE INDEX "errands_waiting" ON "errands" USING btree ("kind","key") WHERE "errands"."done" < "errands"."wanted";--> statement-breakpoint
CREATE INDEX "errands_updated" ON "errands" USING btree ("updated_at");