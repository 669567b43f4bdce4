import { loadPull, type LoadedPull } from "../store/load-pull.ts";
import type { PullRef } from "../store/pull-ref.ts";
import { recordOutcome } from "../store/record-outcome.ts";
import { saveDecision } from "../store/save-decision.ts";
import { decide, type Deciding } from "../workflow/decide.ts";
import type { Actor } from "../workflow/actor.ts";
import type { Decision, Refusal } from "../workflow/decision.ts";
import { noEvidence, type Evidence } from "../workflow/evidence.ts";
import type { Intent, Wish } from "../workflow/intent.ts";
import { evidenceNeeds } from "../workflow/needs.ts";
import { defaultPolicy } from "../workflow/policy.ts";
import type { Seen } from "../workflow/staleness.ts";
import type { Workflow } from "../workflow/workflow.ts";
import { applyFacts } from "./apply-facts.ts";
import type { Ask, Outcome } from "./ask.ts";
import { inLine } from "./in-line.ts";
import { pinnedRules } from "./pinned-rules.ts";
import { resultProblems } from "./result-problems.ts";
import { settledBefore } from "./settled-before.ts";
import type { World } from "./ports.ts";
import { takeRules, type HeldRules } from "./take-rules.ts";
import { wantsFacts } from "./wants-facts.ts";
import { withHeadTime } from "./with-head-time.ts";

/** Every lost race is somebody's saved change. Past this bound something else is wrong. */
const racesMax = 200;

/**
 * The one door through which a request changes a workflow: load, gather what it must be judged on, decide, save. The save
 * succeeds only on the version that was judged; after a lost race everything starts again.
 */
export async function applyIntent(world: World, ask: Ask): Promise<Outcome> {
  const found = await load(world, ask.ref);
  const outcome = await tryToApply(world, ask, { found, loaded: found });
  if (outcome !== "lost") return outcome;
  return inLine(world.db, ask.ref, async () => {
    for (let race = 1; race < racesMax; race += 1) {
      const next = await tryToApply(world, ask, { found, loaded: await load(world, ask.ref) });
      if (next !== "lost") return next;
    }
    throw new Error(`Lost ${String(racesMax)} races to change ${describe(ask.ref)}; try again.`);
  });
}

interface Try {
  /** As it was found at first, before any race was lost. */
  readonly found: LoadedPull;
  readonly loaded: LoadedPull;
}

async function load(world: World, ref: PullRef): Promise<LoadedPull> {
  const pull = await loadPull(world.db, ref);
  if (pull === null) throw new Error(`Pull request ${describe(ref)} is not known; its webhook was never taken in.`);
  return pull;
}

async function tryToApply(world: World, ask: Ask, given: Try): Promise<Outcome | "lost"> {
  const outcome = await applyOnce(world, ask, given);
  return outcome === "lost" ? ((await settled(world, ask)) ?? "lost") : outcome;
}

/** What whoever comes again with the same request is told: the workflow as it is by now. */
async function settled(world: World, ask: Ask): Promise<Outcome | null> {
  if (!(await settledBefore(world.db, ask))) return null;
  const pull = await loadPull(world.db, ask.ref);
  return { result: "settled", workflow: pull?.newest?.workflow ?? null };
}

async function applyOnce(world: World, ask: Ask, given: Try): Promise<Outcome | "lost"> {
  const { loaded } = given;
  const asked = ask.intent(loaded.newest?.workflow ?? null);
  const rules = await rulesFor(world, loaded, asked);
  const by = await ask.by(rules.snapshot);
  if ("reason" in asked && "missing" in asked) {
    return refuse(world, ask, { by, refusal: asked, workflow: loaded.newest?.workflow ?? null });
  }
  const intent: Intent = { ...asked, by };
  const gathered = await gatherFor(world, loaded, intent);
  if (gathered === "lost") return "lost";
  const { pull, evidence } = gathered;
  const before = pull.newest;
  const workflow = before?.workflow ?? null;
  const now = world.now();
  const deciding = { workflow, intent, ...rules, evidence, seen: seenOf(given), now };
  const decision = await decideWithSchema(world, deciding);
  if (decision.outcome === "refused") return refuse(world, ask, { by, refusal: decision.refusal, workflow });
  const moved: Outcome = { result: "moved", from: workflow?.currentState ?? null, workflow: decision.workflow };
  const saved = await saveDecision(world.db, {
    before: intent.kind === "start" ? null : before,
    after: decision.workflow,
    moves: decision.moves,
    cause: ask.cause,
    now,
    delivery: mark(ask, moved),
    outbox: ask.drafts(moved, by),
    wantsFacts: wantsFacts(decision.moves),
  });
  return saved.result === "lost" ? "lost" : { ...moved, workflow: saved.stored.workflow };
}

/**
 * What whoever asks can have meant. After a lost race the commit is still the one from before, since only forward moves of
 * others leave what is asked as it was.
 */
function seenOf({ found, loaded }: Try): Seen | null {
  const [first, now] = [found.newest?.workflow, loaded.newest?.workflow];
  if (now === undefined) return null;
  const { headSha, baseRef } = first?.id === now.id ? first : now;
  return { stateSeq: now.stateSeq, headSha, baseRef };
}

/** Only what would move the workflow is held against a JSON Schema, which can take a second. */
async function decideWithSchema(world: World, deciding: Deciding & Pick<HeldRules, "snapshot">): Promise<Decision> {
  const decision = decide(deciding);
  if (decision.outcome === "refused") return decision;
  const problems = await resultProblems(world, deciding);
  return problems.length === 0 ? decision : decide({ ...deciding, resultProblems: problems });
}

/** A start and a reload are judged by the rules as they are now, the rest by those that the workflow was pinned to. */
async function rulesFor(world: World, { repository, newest }: LoadedPull, asked: Wish | Refusal): Promise<HeldRules> {
  const kind = "kind" in asked ? asked.kind : null;
  if (kind === "start") return takeRules(world, repository);
  // Whoever asks for the rules of now means whom they name now.
  if (kind === "reload" && newest?.workflow.status === "open") return takeRules(world, repository, { afresh: true });
  const { policy = defaultPolicy, rulesDigest = null } = newest?.workflow ?? {};
  return { policy, rulesDigest, snapshot: await pinnedRules(world.db, newest) };
}

/** Reads what the intent needs. A head, a base or a merge that differs is saved first, by a decision of its own. */
async function gatherFor(
  world: World,
  loaded: LoadedPull,
  intent: Intent,
): Promise<{ pull: LoadedPull; evidence: Evidence } | "lost"> {
  const needs = evidenceNeeds(loaded.newest?.workflow ?? null, intent);
  if (!Object.values(needs).some(Boolean)) return { pull: loaded, evidence: noEvidence };
  const isForced = intent.kind === "advance" && intent.force;
  const evidence = withHeadTime(await world.gather(loaded, needs, { isForced }), loaded.pull);
  const applied = await applyFacts(world, loaded, { ...noEvidence, pull: evidence.pull });
  return applied.result === "lost" ? "lost" : { pull: applied.pull, evidence };
}

interface Refused {
  readonly by: Actor;
  readonly refusal: Refusal;
  readonly workflow: Workflow | null;
}

async function refuse(world: World, ask: Ask, { by, ...refused }: Refused): Promise<Outcome | "lost"> {
  const outcome: Outcome = { result: "refused", ...refused };
  const delivery = mark(ask, outcome);
  // What was carried out before is not judged by how it would come out now.
  if (delivery === null) return (await settled(world, ask)) ?? outcome;
  const recorded = await recordOutcome(world.db, { delivery, ...ask.ref, outbox: ask.drafts(outcome, by) });
  return recorded ? outcome : "lost";
}

function mark(ask: Ask, outcome: Outcome) {
  if (ask.delivery === null) return null;
  const { guid, index, last } = ask.delivery;
  if (outcome.result === "refused") {
    return { guid, index, outcome: { result: "refused", reason: outcome.refusal.reason }, last: true };
  }
  const from = outcome.result === "moved" ? outcome.from : null;
  return { guid, index, outcome: { result: outcome.result, from, to: outcome.workflow?.currentState ?? null }, last };
}

function describe(ref: PullRef): string {
  return `${String(ref.repositoryId)}/${String(ref.pullNumber)}`;
}
