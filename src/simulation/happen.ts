import type { Check, Deployment, PullEvidence, Suite } from "../workflow/evidence.ts";
import { idOf } from "./id-of.ts";
import { shaOf, type Scene } from "./scene.ts";
import type { Happening } from "./script-schema.ts";

/** What GitHub would show after something happened. A comment and a recorded webhook change nothing by themselves. */
export function happen(scene: Scene, happening: Happening): Scene {
  const { check, status, actions, review, deployment, push, base, draft, ready, close, reopen, merge, wait } =
    happening;
  if (check !== undefined) return withRun(scene, { ...check, kind: "check_run" });
  if (status !== undefined) return withRun(scene, { ...runOfStatus(status), kind: "status" });
  if (actions !== undefined) return { ...scene, suites: actions["waiting-for-approval"] ? [waitingSuite(scene)] : [] };
  if (review !== undefined) return withReview(scene, review);
  if (deployment !== undefined) return withDeployment(scene, deployment);
  if (push !== undefined) return pushed(scene);
  if (base !== undefined) return withPull(scene, { baseRef: base.to });
  if (draft !== undefined) return withPull(scene, { draft: true });
  if (ready !== undefined) return withPull(scene, { draft: false });
  if (close !== undefined) return withPull(scene, { open: false });
  if (reopen !== undefined) return withPull(scene, { open: !scene.pull.merged });
  if (merge !== undefined) return withPull(scene, { open: false, merged: true, mergeSha: shaOf(scene.made + 1) });
  return wait === undefined ? scene : { ...scene, now: new Date(scene.now.getTime() + msOf(wait)) };
}

function withPull(scene: Scene, change: Partial<PullEvidence>): Scene {
  return { ...scene, pull: { ...scene.pull, ...change } };
}

/** A new commit: nothing has reported on it, and deployments are of the old one. */
function pushed(scene: Scene): Scene {
  const headSha = shaOf(scene.made + 1);
  const deployments = scene.deployments.map((each) => ({ ...each, containsHead: false }));
  const pull = { ...scene.pull, headSha, headChangedAt: scene.now };
  return { ...scene, made: scene.made + 1, pull, runs: [], suites: [], deployments };
}

interface ReportedRun {
  readonly kind: "check_run" | "status";
  readonly name: string;
  readonly app: string;
  readonly conclusion?: string | undefined;
  readonly summary?: string | undefined;
}

/** Reported again after it completed, it is a new run. */
function withRun(scene: Scene, { kind, name, app, conclusion, summary }: ReportedRun): Scene {
  const isSame = (run: Check) => run.kind === kind && run.app === app && run.name === name;
  const running = scene.runs.find((run) => isSame(run) && run.status !== "completed");
  const order = running?.order ?? scene.made + 1;
  const run: Check = {
    id: `${kind}:${String(order)}`,
    order,
    kind,
    suiteId: null,
    name,
    app,
    status: conclusion === undefined ? "in_progress" : "completed",
    conclusion: conclusion ?? null,
    url: null,
    summary: summary ?? null,
    changedAt: scene.now,
  };
  return { ...scene, made: Math.max(scene.made, order), runs: [...scene.runs.filter((each) => each !== running), run] };
}

function runOfStatus({ context, state }: NonNullable<Happening["status"]>): Omit<ReportedRun, "kind"> {
  const conclusion = state === "pending" ? undefined : state === "success" ? "success" : "failure";
  return { name: context, app: "status", conclusion };
}

function waitingSuite({ now }: Scene): Suite {
  const app = "github-actions";
  const waiting = { id: 1, app, completed: true, conclusion: "action_required", runCount: 0, changedAt: now };
  return { ...waiting, actionsWorkflow: null, url: null };
}

/** A dismissal takes back what the reviewer last said; everything else is said of the head. */
function withReview(scene: Scene, { by, state, body }: NonNullable<Happening["review"]>): Scene {
  const reviewerId = idOf(by);
  if (state === "dismissed") {
    const last = scene.reviews.findLast((each) => each.reviewerId === reviewerId && each.state !== "commented");
    return { ...scene, reviews: scene.reviews.map((each) => (each === last ? { ...each, state } : each)) };
  }
  const id = `review:${String(scene.made + 1)}`;
  const said = { id, reviewerId, reviewer: by, state, body: body ?? null, url: null };
  const review = { ...said, headSha: scene.pull.headSha, submittedAt: scene.now };
  return { ...scene, made: scene.made + 1, reviews: [...scene.reviews, review] };
}

/** The newest comes first; the next state of one that is under way is the same deployment. */
function withDeployment(scene: Scene, given: NonNullable<Happening["deployment"]>): Scene {
  const { environment, creator, state } = given;
  const isSame = (each: Deployment) => each.environment === environment && each.creator === creator;
  const pending = scene.deployments.find((each) => isSame(each) && each.state === "pending");
  const id = pending?.id ?? `deployment:${String(scene.made + 1)}`;
  const about = { id, environment, creator, containsHead: given["contains-head"] };
  const deployment: Deployment = { ...about, state, url: null, changedAt: scene.now };
  return {
    ...scene,
    made: scene.made + 1,
    deployments: [deployment, ...scene.deployments.filter((each) => each !== pending)],
  };
}

const unitsMs: Readonly<Record<string, number>> = { s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

function msOf(wait: string): number {
  return Number.parseInt(wait, 10) * (unitsMs[wait.replace(/[\d ]/g, "")] as number);
}
