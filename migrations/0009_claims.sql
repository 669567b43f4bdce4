ALTER TABLE "workflow_events" DROP CONSTRAINT "workflow_events_type";--> statement-breakpoint
ALTER TABLE "build_workflows" ADD COLUMN "claim" jsonb;--> statement-breakpoint
ALTER TABLE "build_workflows" ADD COLUMN "claim_renewal" jsonb;--> statement-breakpoint
ALTER TABLE "build_workflows" ADD COLUMN "lapses" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "workflow_events" ADD CONSTRAINT "workflow_events_type" CHECK ("workflow_events"."event_type" in ('started', 'stepped', 'retried', 'failed', 'recovered', 'rolled_back', 'reset_by_push', 'head_changed', 'held', 'unheld', 'cancelled', 'closed', 'reopened', 'merged', 'reloaded', 'claimed', 'claim_lapsed'));