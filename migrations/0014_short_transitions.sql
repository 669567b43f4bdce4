ALTER TABLE "workflow_handoffs" DROP CONSTRAINT "workflow_handoffs_transition";--> statement-breakpoint
ALTER TABLE "workflow_handoffs" ADD CONSTRAINT "workflow_handoffs_transition" CHECK (case kind
  when 'step' then array_position('{discovery,planning,handoff_to_coder,implementation,handoff_to_tester,testing,handoff_to_verifier,verification,handoff_to_releaser,deployment,complete}'::text[], to_state) = array_position('{discovery,planning,handoff_to_coder,implementation,handoff_to_tester,testing,handoff_to_verifier,verification,handoff_to_releaser,deployment,complete}'::text[], from_state) + 1
  when 'retry' then from_state in ('testing', 'verification') and to_state = 'implementation'
  when 'fail' then from_state = any ('{discovery,planning,handoff_to_coder,implementation,handoff_to_tester,testing,handoff_to_verifier,verification,handoff_to_releaser,deployment}'::text[]) and to_state = 'error'
  when 'recover' then from_state = 'error' and to_state = any ('{discovery,planning,implementation,testing,verification,deployment}'::text[])
  when 'reset' then array_position('{discovery,planning,handoff_to_coder,implementation,handoff_to_tester,testing,handoff_to_verifier,verification,handoff_to_releaser,deployment}'::text[], to_state)
    < array_position('{discovery,planning,handoff_to_coder,implementation,handoff_to_tester,testing,handoff_to_verifier,verification,handoff_to_releaser,deployment,error}'::text[], from_state)
  end is true);