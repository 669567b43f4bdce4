CREATE TABLE "rule_snapshots" (
	"digest" text PRIMARY KEY NOT NULL,
	"snapshot" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "workflow_events" DROP CONSTRAINT "workflow_events_type";--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "rules_digest" text;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "rules_blob_sha" text;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "rules_problem" jsonb;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "rules_read_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "build_workflows" ADD COLUMN "rules_digest" text;--> statement-breakpoint
ALTER TABLE "repositories" ADD CONSTRAINT "repositories_rules_digest_rule_snapshots_digest_fk" FOREIGN KEY ("rules_digest") REFERENCES "public"."rule_snapshots"("digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "build_workflows" ADD CONSTRAINT "build_workflows_rules_digest_rule_snapshots_digest_fk" FOREIGN KEY ("rules_digest") REFERENCES "public"."rule_snapshots"("digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow_events" ADD CONSTRAINT "workflow_events_type" CHECK ("workflow_events"."event_type" in ('started', 'stepped', 'retried', 'failed', 'recovered', 'rolled_back', 'reset_by_push', 'head_changed', 'held', 'unheld', 'cancelled', 'closed', 'reopened', 'merged', 'reloaded'));