CREATE INDEX "outbox_created" ON "outbox" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "outbox_try_at" ON "outbox" USING btree ("try_at") WHERE "outbox"."sent_at" is null and "outbox"."try_at" is not null;--> statement-breakpoint
CREATE INDEX "pull_requests_problem_until" ON "pull_requests" USING btree ("problem_until") WHERE "pull_requests"."problem_until" is not null;--> statement-breakpoint
CREATE INDEX "pull_requests_looked_at" ON "pull_requests" USING btree ("looked_at");--> statement-breakpoint
CREATE INDEX "pull_requests_announced_head" ON "pull_requests" USING btree ("repository_id","announced_head_sha") WHERE "pull_requests"."announced_head_sha" is not null;--> statement-breakpoint
CREATE INDEX "build_workflows_rules" ON "build_workflows" USING btree ("rules_digest") WHERE "build_workflows"."rules_digest" is not null;