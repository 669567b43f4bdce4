CREATE TABLE "idempotency_keys" (
	"token_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_digest" "bytea" NOT NULL,
	"status" integer,
	"content_type" text,
	"body" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_token_id_key_pk" PRIMARY KEY("token_id","key")
);
--> statement-breakpoint
CREATE TABLE "spent_assertions" (
	"digest" "bytea" PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"prefix" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"repository_ids" bigint[] NOT NULL,
	"roles" text[] NOT NULL,
	"operator" boolean DEFAULT false NOT NULL,
	"label" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "tokens_hash" CHECK (octet_length("tokens"."hash") = 32),
	CONSTRAINT "tokens_repositories" CHECK (cardinality("tokens"."repository_ids") > 0)
);
--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_token_id_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."tokens"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "spent_assertions_expires" ON "spent_assertions" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_prefix" ON "tokens" USING btree ("prefix");--> statement-breakpoint
CREATE INDEX "tokens_expires" ON "tokens" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "build_workflows_repository" ON "build_workflows" USING btree ("repository_id","created_at","id");--> statement-breakpoint
CREATE INDEX "workflow_handoffs_setbacks" ON "workflow_handoffs" USING btree ("workflow_id","kind","from_state") WHERE "workflow_handoffs"."kind" in ('retry', 'fail');