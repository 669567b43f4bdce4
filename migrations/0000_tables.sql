CREATE TABLE "build_workflows" (
	"id" uuid PRIMARY KEY NOT NULL,
	"build_id" text NOT NULL,
	"project_id" text NOT NULL,
	"user_id" text NOT NULL,
	"repository_id" bigint NOT NULL,
	"pull_number" integer NOT NULL,
	"status" text NOT NULL,
	"current_state" text NOT NULL,
	"error_from" text,
	"error_reason" text,
	"version" integer NOT NULL,
	"state_seq" integer NOT NULL,
	"state_entered_at" timestamp (3) with time zone NOT NULL,
	"state_held_ms" bigint DEFAULT 0 NOT NULL,
	"event_seq" integer NOT NULL,
	"handoff_seq" integer NOT NULL,
	"last_hash" "bytea" NOT NULL,
	"retries" integer DEFAULT 0 NOT NULL,
	"failed_runs" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"hold" jsonb,
	"head_sha" text NOT NULL,
	"base_ref" text NOT NULL,
	"stale_before" timestamp (3) with time zone NOT NULL,
	"merged_at" timestamp (3) with time zone,
	"cancelled_by" text,
	"discovery_phase" jsonb,
	"planning_phase" jsonb,
	"implementation_phase" jsonb,
	"testing_phase" jsonb,
	"verification_phase" jsonb,
	"deployment_phase" jsonb,
	"phase_records" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"workflow_metadata" jsonb NOT NULL,
	"policy" jsonb NOT NULL,
	"published_version" integer DEFAULT 0 NOT NULL,
	"called_seq" integer DEFAULT 0 NOT NULL,
	"start_cause" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"completed_at" timestamp (3) with time zone,
	CONSTRAINT "build_workflows_start_cause" UNIQUE("start_cause"),
	CONSTRAINT "build_workflows_status" CHECK ("build_workflows"."status" in ('open', 'complete', 'cancelled')),
	CONSTRAINT "build_workflows_state" CHECK ("build_workflows"."current_state" in ('discovery', 'planning', 'handoff_to_coder', 'implementation', 'handoff_to_tester', 'testing', 'handoff_to_verifier', 'verification', 'handoff_to_releaser', 'deployment', 'complete', 'error')),
	CONSTRAINT "build_workflows_complete" CHECK (("build_workflows"."status" = 'complete') = ("build_workflows"."current_state" = 'complete')),
	CONSTRAINT "build_workflows_error" CHECK (("build_workflows"."current_state" = 'error') = ("build_workflows"."error_from" is not null)),
	CONSTRAINT "build_workflows_cancelled" CHECK (("build_workflows"."status" = 'cancelled') = ("build_workflows"."cancelled_by" is not null)),
	CONSTRAINT "build_workflows_hash" CHECK (octet_length("build_workflows"."last_hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"repository_id" bigint NOT NULL,
	"pull_number" integer NOT NULL,
	"kind" text NOT NULL,
	"cause" text NOT NULL,
	"body" jsonb NOT NULL,
	"github_id" bigint,
	"attempts" integer DEFAULT 0 NOT NULL,
	"try_at" timestamp (3) with time zone,
	"problem" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp (3) with time zone,
	CONSTRAINT "outbox_cause" UNIQUE("kind","cause")
);
--> statement-breakpoint
CREATE TABLE "pull_requests" (
	"repository_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"head_sha" text,
	"head_changed_at" timestamp (3) with time zone,
	"base_ref" text,
	"merge_sha" text,
	"open" boolean,
	"draft" boolean,
	"comment_id" bigint,
	"announced_head_sha" text,
	"announced_head_at" timestamp (3) with time zone,
	"facts_wanted" bigint DEFAULT 0 NOT NULL,
	"facts_read" bigint DEFAULT 0 NOT NULL,
	"evidence" jsonb,
	"look_at" timestamp (3) with time zone,
	"looked_at" timestamp (3) with time zone,
	"due_seq" bigint DEFAULT 0 NOT NULL,
	"due_done" bigint DEFAULT 0 NOT NULL,
	"report_wanted" bigint DEFAULT 0 NOT NULL,
	"report_done" bigint DEFAULT 0 NOT NULL,
	"lease_token" uuid,
	"lease_until" timestamp (3) with time zone,
	"not_before" timestamp (3) with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"problem_until" timestamp (3) with time zone,
	CONSTRAINT "pull_requests_repository_id_number_pk" PRIMARY KEY("repository_id","number")
);
--> statement-breakpoint
CREATE TABLE "repositories" (
	"id" bigint PRIMARY KEY NOT NULL,
	"owner_id" bigint NOT NULL,
	"full_name" text NOT NULL,
	"installation_id" bigint NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sweep_marks" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"guid" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"repository_id" bigint NOT NULL,
	"pull_number" integer NOT NULL,
	"event" text NOT NULL,
	"request" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"outcomes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"applied_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "workflow_events" (
	"workflow_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"event_type" text NOT NULL,
	"triggered_by" jsonb NOT NULL,
	"cause" text NOT NULL,
	"part" integer NOT NULL,
	"event_data" jsonb,
	"event_digest" "bytea" NOT NULL,
	"handoff_seq" integer,
	"handoff_digest" "bytea",
	"prev_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	"timestamp" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "workflow_events_workflow_id_seq_pk" PRIMARY KEY("workflow_id","seq"),
	CONSTRAINT "workflow_events_cause" UNIQUE("workflow_id","cause","part"),
	CONSTRAINT "workflow_events_hash" CHECK (octet_length("workflow_events"."prev_hash") = 32 and octet_length("workflow_events"."hash") = 32 and octet_length("workflow_events"."event_digest") = 32),
	CONSTRAINT "workflow_events_handoff" CHECK (("workflow_events"."handoff_seq" is null) = ("workflow_events"."handoff_digest" is null) and ("workflow_events"."handoff_digest" is null or octet_length("workflow_events"."handoff_digest") = 32)),
	CONSTRAINT "workflow_events_type" CHECK ("workflow_events"."event_type" in ('started', 'stepped', 'retried', 'failed', 'recovered', 'rolled_back', 'reset_by_push', 'head_changed', 'held', 'unheld', 'cancelled', 'closed', 'reopened', 'merged'))
);
--> statement-breakpoint
CREATE TABLE "workflow_handoffs" (
	"workflow_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"from_role" text,
	"to_role" text,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	"data_transferred" jsonb,
	"notes" text,
	"payload_digest" "bytea" NOT NULL,
	"actor" jsonb NOT NULL,
	"head_sha" text NOT NULL,
	"timestamp" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "workflow_handoffs_workflow_id_seq_pk" PRIMARY KEY("workflow_id","seq"),
	CONSTRAINT "workflow_handoffs_digest" CHECK (octet_length("workflow_handoffs"."payload_digest") = 32),
	CONSTRAINT "workflow_handoffs_kind" CHECK ("workflow_handoffs"."kind" in ('step', 'retry', 'fail', 'recover', 'reset'))
);
--> statement-breakpoint
ALTER TABLE "build_workflows" ADD CONSTRAINT "build_workflows_pull_request" FOREIGN KEY ("repository_id","pull_number") REFERENCES "public"."pull_requests"("repository_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_pull_request" FOREIGN KEY ("repository_id","pull_number") REFERENCES "public"."pull_requests"("repository_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pull_requests" ADD CONSTRAINT "pull_requests_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_pull_request" FOREIGN KEY ("repository_id","pull_number") REFERENCES "public"."pull_requests"("repository_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow_events" ADD CONSTRAINT "workflow_events_workflow_id_build_workflows_id_fk" FOREIGN KEY ("workflow_id") REFERENCES "public"."build_workflows"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow_handoffs" ADD CONSTRAINT "workflow_handoffs_workflow_id_build_workflows_id_fk" FOREIGN KEY ("workflow_id") REFERENCES "public"."build_workflows"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "build_workflows_one_open" ON "build_workflows" USING btree ("repository_id","pull_number") WHERE "build_workflows"."status" = 'open';--> statement-breakpoint
CREATE INDEX "build_workflows_pull" ON "build_workflows" USING btree ("repository_id","pull_number","created_at");--> statement-breakpoint
CREATE INDEX "build_workflows_head" ON "build_workflows" USING btree ("repository_id","head_sha");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("repository_id","pull_number","id") WHERE "outbox"."sent_at" is null;--> statement-breakpoint
CREATE INDEX "pull_requests_head" ON "pull_requests" USING btree ("repository_id","head_sha");--> statement-breakpoint
CREATE INDEX "pull_requests_due" ON "pull_requests" USING btree ("repository_id","number") WHERE "pull_requests"."due_done" < "pull_requests"."due_seq";--> statement-breakpoint
CREATE INDEX "pull_requests_look_at" ON "pull_requests" USING btree ("look_at") WHERE "pull_requests"."look_at" is not null;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_unapplied" ON "webhook_deliveries" USING btree ("repository_id","pull_number","seq") WHERE "webhook_deliveries"."applied_at" is null;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_received" ON "webhook_deliveries" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "workflow_events_request_cause" ON "workflow_events" USING btree ("cause") WHERE "workflow_events"."part" = 0 and ("workflow_events"."cause" like 'delivery:%' or "workflow_events"."cause" like 'api:%');