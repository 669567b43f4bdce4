import type { Rules } from "../rules/schema.ts";
import { toPolicy } from "../rules/to-policy.ts";
import type { Check, Deployment, Evidence, PullEvidence, Review, Suite } from "../workflow/evidence.ts";
import type { Policy } from "../workflow/policy.ts";
import type { Workflow } from "../workflow/workflow.ts";
import { actorIn } from "./actor-in.ts";
import { idOf } from "./id-of.ts";
import type { Script } from "./script-schema.ts";

/** The world of a simulation at one moment: what GitHub would show, and where the workflow is. A value. */
export interface Scene {
  readonly rules: Rules;
  readonly policy: Policy;
  readonly people: Script["people"];
  readonly now: Date;
  readonly workflow: Workflow | null;
  readonly pull: PullEvidence;
  readonly runs: readonly Check[];
  readonly suites: readonly Suite[];
  readonly reviews: readonly SimulatedReview[];
  readonly deployments: readonly Deployment[];
  /** Counts what was made, for ids. */
  readonly made: number;
}

/** A review whose reviewer's roles are asked whenever it is looked at. */
type SimulatedReview = Omit<Review, "holdsRole">;

/** GitHub's clock when the simulation begins. Fixed, so that playing twice gives the same text. */
const beginning = new Date("2026-01-05T09:00:00Z");

export function openScene(rules: Rules, script: Script): Scene {
  const { author, draft, base } = script.pull;
  return {
    rules,
    policy: toPolicy(rules),
    people: script.people,
    now: beginning,
    workflow: null,
    pull: {
      readAt: beginning,
      headSha: shaOf(1),
      headChangedAt: null,
      baseRef: base,
      draft,
      open: true,
      merged: false,
      mergeSha: null,
      title: "A change",
      body: null,
      authorId: author === undefined ? null : idOf(author),
      labels: [],
    },
    runs: [],
    suites: [],
    reviews: [],
    deployments: [],
    made: 1,
  };
}

/** What Baton would read now. */
export function evidenceOf(scene: Scene): Evidence {
  const { now: readAt, pull, runs, suites, reviews, deployments } = scene;
  const { headSha } = pull;
  return {
    pull: { ...pull, readAt },
    checks: { readAt, headSha, runs, suites },
    reviews: {
      readAt,
      headSha,
      reviews: reviews.map((review) => ({ ...review, holdsRole: mayVerify(review, scene) })),
    },
    deployments: { readAt, deployments },
  };
}

/** Authors cannot approve what they wrote. */
function mayVerify({ reviewer, reviewerId }: SimulatedReview, scene: Scene): boolean {
  return reviewerId !== scene.pull.authorId && actorIn(scene, reviewer).roles.includes("verification_overseer");
}

/** A commit that is told from the others by its number. */
export function shaOf(number: number): string {
  return number.toString(16).padStart(7, "0").padEnd(40, "0");
}
