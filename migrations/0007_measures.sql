CREATE TABLE "workflow_measures" (
	"workflow_id" uuid PRIMARY KEY NOT NULL,
	"repository_id" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"completed_at" timestamp (3) with time zone,
	"outcome" text NOT NULL,
	"handoffs" integer NOT NULL,
	"retries" integer NOT NULL,
	"whole_ms" bigint,
	"discovery_ms" bigint,
	"discovery_attempts" integer,
	"planning_ms" bigint,
	"planning_attempts" integer,
	"implementation_ms" bigint,
	"implementation_attempts" integer,
	"testing_ms" bigint,
	"testing_attempts" integer,
	"verification_ms" bigint,
	"verification_attempts" integer,
	"deployment_ms" bigint,
	"deployment_attempts" integer,
	CONSTRAINT "workflow_measures_outcome" CHECK ("workflow_measures"."outcome" in ('complete', 'cancelled', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "workflow_measures" ADD CONSTRAINT "workflow_measures_workflow_id_build_workflows_id_fk" FOREIGN KEY ("workflow_id") REFERENCES "public"."build_workflows"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "workflow_measures_created" ON "workflow_measures" USING btree ("repository_id","created_at");--> statement-breakpoint
CREATE INDEX "workflow_measures_completed" ON "workflow_measures" USING btree ("repository_id","completed_at") WHERE "workflow_measures"."completed_at" is not null;--> statement-breakpoint
-- What statistics measure of a workflow as it is: the one place that says so, for the trigger and for those that still move.
CREATE FUNCTION "workflow_measures_of"(w "build_workflows") RETURNS SETOF "workflow_measures" LANGUAGE sql STABLE AS $$
	SELECT
		w.id, w.repository_id, w.created_at, w.completed_at,
		CASE
			WHEN w.status <> 'open' THEN w.status
			WHEN w.current_state = 'error' THEN 'failed'
			ELSE 'in_progress'
		END,
		w.handoff_seq, w.retries,
		CASE WHEN w.status = 'complete' THEN round(extract(epoch FROM w.completed_at - w.created_at) * 1000)::bigint END,
		CASE WHEN w.phase_records #>> '{discovery,completedAt}' IS NOT NULL THEN (w.phase_records #> '{discovery,elapsedMs}')::bigint END,
		(w.phase_records #> '{discovery,attempts}')::integer,
		CASE WHEN w.phase_records #>> '{planning,completedAt}' IS NOT NULL THEN (w.phase_records #> '{planning,elapsedMs}')::bigint END,
		(w.phase_records #> '{planning,attempts}')::integer,
		CASE WHEN w.phase_records #>> '{implementation,completedAt}' IS NOT NULL THEN (w.phase_records #> '{implementation,elapsedMs}')::bigint END,
		(w.phase_records #> '{implementation,attempts}')::integer,
		CASE WHEN w.phase_records #>> '{testing,completedAt}' IS NOT NULL THEN (w.phase_records #> '{testing,elapsedMs}')::bigint END,
		(w.phase_records #> '{testing,attempts}')::integer,
		CASE WHEN w.phase_records #>> '{verification,completedAt}' IS NOT NULL THEN (w.phase_records #> '{verification,elapsedMs}')::bigint END,
		(w.phase_records #> '{verification,attempts}')::integer,
		CASE WHEN w.phase_records #>> '{deployment,completedAt}' IS NOT NULL THEN (w.phase_records #> '{deployment,elapsedMs}')::bigint END,
		(w.phase_records #> '{deployment,attempts}')::integer
$$;
--> statement-breakpoint
-- Fires only for workflows that stand still or did: a save on the way costs nothing more.
CREATE FUNCTION "keep_workflow_measures"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM "workflow_measures" WHERE "workflow_id" = NEW."id";
	IF NEW."status" <> 'open' OR NEW."current_state" = 'error' THEN
		INSERT INTO "workflow_measures" SELECT * FROM "workflow_measures_of"(NEW);
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "build_workflows_begin_measured" AFTER INSERT ON "build_workflows" FOR EACH ROW
	WHEN (NEW."status" <> 'open' OR NEW."current_state" = 'error') EXECUTE FUNCTION "keep_workflow_measures"();--> statement-breakpoint
CREATE TRIGGER "build_workflows_are_measured" AFTER UPDATE OF "status", "current_state" ON "build_workflows" FOR EACH ROW
	WHEN (NEW."status" <> 'open' OR NEW."current_state" = 'error' OR OLD."status" <> 'open' OR OLD."current_state" = 'error')
	EXECUTE FUNCTION "keep_workflow_measures"();--> statement-breakpoint
INSERT INTO "workflow_measures" SELECT m.* FROM "build_workflows" w, "workflow_measures_of"(w) m
	WHERE w."status" <> 'open' OR w."current_state" = 'error';
