/** Payloads with what Baton reads of them, and something that must never be in a log. */
export const secretText = "the board's salaries";

const common = {
  repository: { id: 4_300_000_100, full_name: "acme/shop", owner: { id: 4_300_000_099 } },
  installation: { id: 4_300_000_098 },
  sender: { id: 4_300_000_001, login: "maria", type: "User" },
};

export function commentPayload(body = "/start", action = "created") {
  return {
    ...common,
    action,
    issue: { number: 7, title: secretText, pull_request: {} },
    comment: {
      id: 4_300_000_200,
      body: `${body}\n\n${secretText}`,
      created_at: "2026-11-20T10:00:00Z",
      user: common.sender,
    },
  };
}

export function pushedPayload() {
  return {
    ...common,
    action: "synchronize",
    number: 7,
    after: "b".repeat(40),
    pull_request: { title: secretText, updated_at: "2026-11-20T10:01:00Z" },
  };
}

export function checkPayload() {
  return {
    ...common,
    action: "completed",
    check_run: { head_sha: "a".repeat(40), name: secretText, external_id: "", app: { id: 15368 }, pull_requests: [] },
  };
}

export function deploymentPayload() {
  return { ...common, action: "created", deployment_status: { state: "success" }, deployment: { sha: "a".repeat(40) } };
}
