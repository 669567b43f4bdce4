/** A rules file that says everything. */
export const full = `start: opened
roles:
  q_assistant: { users: [maria], teams: [acme/product] }
  code_writer: { apps: [copilot-swe-agent], call: { actions-workflow: code-writer.yml } }
  test_auditor: { accept: automatic }
  verification_overseer: { teams: [acme/reviewers], call: { request-review: true } }
  release_manager: { users: [omar], actions: [release.yml], call: { mention: true }, accept: automatic }
testing:
  checks: [build, "test / *", { name: scan, app: code-scanner }]
  on-failure: fail
  settle-seconds: 30
verification: { approvals: 2, on-changes-requested: nothing }
deployment: { environment: production, creator: "github-actions[bot]", complete-on: deployment }
gate: testing
limits: { retries: 3, phase-hours: { testing: 4, verification: 48.5 }, claim-minutes: 45 }
separation-of-duties: true
handoff-schemas: { planning: .github/baton/planning.schema.json }
without-workflow: neutral
`;
