-- What was recorded stays as it was recorded. Retention may empty the payload columns that a trigger names, because the
-- chain holds their digests; rows go only with their workflow, when the cascade finds it already gone.
CREATE FUNCTION "append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	payload text;
BEGIN
	IF TG_OP = 'TRUNCATE' THEN
		RAISE EXCEPTION '% is append-only: it cannot be truncated', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
	END IF;
	IF TG_OP = 'DELETE' THEN
		IF EXISTS (SELECT FROM "build_workflows" WHERE "id" = OLD."workflow_id") THEN
			RAISE EXCEPTION '% is append-only: a row goes only with its workflow', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
		END IF;
		RETURN OLD;
	END IF;
	IF to_jsonb(NEW) - TG_ARGV IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV THEN
		RAISE EXCEPTION '% is append-only: only its payload may be dropped', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
	END IF;
	FOREACH payload IN ARRAY TG_ARGV LOOP
		IF to_jsonb(NEW) ->> payload IS NOT NULL AND to_jsonb(NEW) -> payload IS DISTINCT FROM to_jsonb(OLD) -> payload THEN
			RAISE EXCEPTION '% is append-only: % may be dropped, not changed', TG_TABLE_NAME, payload USING ERRCODE = 'restrict_violation';
		END IF;
	END LOOP;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER "workflow_events_append_only" BEFORE UPDATE OR DELETE ON "workflow_events" FOR EACH ROW EXECUTE FUNCTION "append_only"('event_data');--> statement-breakpoint
CREATE TRIGGER "workflow_events_no_truncate" BEFORE TRUNCATE ON "workflow_events" FOR EACH STATEMENT EXECUTE FUNCTION "append_only"();--> statement-breakpoint
CREATE TRIGGER "workflow_handoffs_append_only" BEFORE UPDATE OR DELETE ON "workflow_handoffs" FOR EACH ROW EXECUTE FUNCTION "append_only"('data_transferred', 'notes');--> statement-breakpoint
CREATE TRIGGER "workflow_handoffs_no_truncate" BEFORE TRUNCATE ON "workflow_handoffs" FOR EACH STATEMENT EXECUTE FUNCTION "append_only"();
