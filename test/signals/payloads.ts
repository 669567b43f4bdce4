/** Payloads with what Baton reads of them, shaped as GitHub's are. */
export const self = { appId: 4711, slug: "baton" };

export const maria = { id: 11, login: "maria", type: "User", html_url: "https://github.com/maria" };

export const baton = { id: 12, login: "baton[bot]", type: "Bot", html_url: "https://github.com/apps/baton" };

export const sha = "7f3a1c0de5b2946871f0a3c5e7d9b1f2a4c6e8d0";

export const at = "2026-01-02T03:04:05Z";

export const repositoryRef = { id: 21, ownerId: 22, fullName: "acme/shop", installationId: 23 };

const common = {
  repository: { id: 21, full_name: "acme/shop", owner: { id: 22, login: "acme" } },
  installation: { id: 23, node_id: "x" },
  sender: maria,
};

export function commentPayload(change: {
  readonly action?: string;
  readonly body?: string | null;
  readonly sender?: object;
  readonly issue?: object;
  readonly comment?: object;
}): object {
  const { action = "created", body = "/hold", sender = maria, issue, comment } = change;
  return {
    ...common,
    action,
    sender,
    issue: { number: 3, title: "Pay by card", pull_request: { url: "https://api.github.com/…/3" }, ...issue },
    comment: { id: 31, body, created_at: at, user: sender, performed_via_github_app: null, ...comment },
  };
}

export function pullPayload(action: string, change: object = {}): object {
  return { ...common, action, number: 3, pull_request: { number: 3, updated_at: at, title: "Pay by card" }, ...change };
}

export function reviewPayload(action: string): object {
  return { ...common, action, review: { id: 41, state: "approved" }, pull_request: { number: 3 } };
}

export function checkRunPayload(action: string, run: object = {}, change: object = {}): object {
  const check_run = { id: 51, head_sha: sha, external_id: "", app: { id: 1, slug: "ci" }, pull_requests: [], ...run };
  return { ...common, action, check_run, ...change };
}

export function checkSuitePayload(action: string, app: object | null, suite: object = {}): object {
  return { ...common, action, check_suite: { id: 61, head_sha: sha, app, pull_requests: [], ...suite } };
}

export function statusPayload(change: object = {}): object {
  return { ...common, id: 71, sha, state: "success", context: "ci", ...change };
}

export function deploymentStatusPayload(action = "created"): object {
  return { ...common, action, deployment: { id: 81, sha }, deployment_status: { id: 82, state: "success" } };
}

export function pushPayload(change: object = {}): object {
  const repository = { ...common.repository, default_branch: "main" };
  return { ...common, repository, ref: "refs/heads/main", forced: false, commits: [], ...change };
}

export function mergeGroupPayload(action: string): object {
  const head_ref = "refs/heads/gh-readonly-queue/main/pr-3-abc";
  return { ...common, action, merge_group: { head_sha: sha, head_ref, base_ref: "refs/heads/main", base_sha: sha } };
}
