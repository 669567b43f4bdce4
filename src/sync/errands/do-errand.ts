import { randomUUID } from "node:crypto";
import { failureOf, type Failure } from "../../github/failure.ts";
import { errandKey, parseErrand, type Errand } from "../../signals/errand.ts";
import { subjectOfErrand } from "../../signals/subject-of-errand.ts";
import { askErrandAgain } from "../../store/ask-errand-again.ts";
import {
  finishErrand,
  postponeErrand,
  renewErrand,
  takeErrand,
  type ErrandLease,
  type ErrandRef,
  type TakenErrand,
} from "../../store/errand-lease.ts";
import { hintDue } from "../../store/due.ts";
import { forgiveInstallation } from "../../store/forgive-installation.ts";
import type { SyncContext } from "../context.ts";
import { keepLease } from "../keep-lease.ts";
import { LeaseLost } from "../lease-lost.ts";
import { refusedRetryMs } from "../refused-retry.ts";
import { answerMergeGroup } from "./answer-merge-group.ts";
import { lookAtHead } from "./look-at-head.ts";
import type { ErrandAtWork } from "./errand-at-work.ts";
import { lookAtInstallation } from "./look-at-installation.ts";
import { lookAtRules } from "./look-at-rules.ts";

/** Tries of one errand. With the backoff's ten minutes this is most of a day: nobody waits longer for it. */
const attemptsMax = 100;

/** Tries of what GitHub refuses, an hour apart: a permission may still be granted. */
const refusedAttemptsMax = 24;

/**
 * Does one errand. What fails is tried again, later each time; what cannot come to anything is given up, and logged, as is what
 * never comes to an end.
 */
export async function doErrand(context: SyncContext, ref: ErrandRef): Promise<void> {
  const lease: ErrandLease = { ...ref, token: randomUUID(), seconds: context.leaseSeconds };
  const { db, now } = context.world;
  const taken = await takeErrand(db, lease, now());
  if (taken === null) return;
  const errand = parseErrand(taken.details);
  const subject = errand === null ? {} : subjectOfErrand(errand);
  const log = context.log.child({ errand: ref.kind, about: ref.key, ...subject });
  if (errand === null || taken.attempts > attemptsMax) {
    const problem = errand === null ? "it cannot be read" : "none of its tries came to an end";
    log.error({ reason: problem }, "an errand is given up");
    await finishErrand(db, lease, { wanted: taken.wanted, problem });
    return;
  }
  const kept = keepLease({ seconds: lease.seconds, renew: () => renewErrand(db, lease) }, (error) => {
    log.warn({ err: error }, "the lease could not be renewed");
  });
  const client: ErrandAtWork["client"] = (installationId) =>
    context.github.forInstallation(installationId, { beforeWrite: kept.renew });
  try {
    await carryOut({ context: { ...context, log }, client }, errand);
    await finishErrand(db, lease, { wanted: taken.wanted, problem: null });
  } catch (error) {
    await endInFailure({ ...context, log }, { lease, taken, error });
  } finally {
    kept.stop();
  }
}

async function carryOut(work: ErrandAtWork, errand: Errand): Promise<void> {
  const { context } = work;
  const { db, now } = context.world;
  switch (errand.kind) {
    case "installation":
      return lookAtInstallation(context, errand.installationId);
    case "permissions":
      await lookAtInstallation(context, errand.installationId);
      context.github.renewToken(errand.installationId);
      await forgiveInstallation(db, errand.installationId, now());
      await hintDue(db, now(), 1_000);
      return;
    case "merge_group":
      return answerMergeGroup(work, errand);
    case "merge_group_again":
      return askErrandAgain(db, { kind: "merge_group", key: errandKey(errand) });
    case "rules":
      return lookAtRules(context, errand);
    case "pull_head":
      return lookAtHead(work, errand);
  }
}

interface Failed {
  readonly lease: ErrandLease;
  readonly taken: TakenErrand;
  readonly error: unknown;
}

async function endInFailure({ world, log }: SyncContext, { lease, taken, error }: Failed): Promise<void> {
  if (error instanceof LeaseLost) return log.warn("lost the lease at an errand; another does it");
  const failure = failureOf(error);
  const problem = failure.kind === "bug" ? String(error) : failure.message;
  if (isHopeless(failure, lease.kind, taken.attempts)) {
    log.error({ reason: problem }, "an errand is given up");
    return finishErrand(world.db, lease, { wanted: taken.wanted, problem });
  }
  if (failure.kind === "bug") log.error({ err: error }, "an errand failed; trying again later");
  else log.warn({ reason: problem }, "an errand came to nothing; trying again later");
  await postponeErrand(world.db, lease, { problem, retryAfterMs: retryAfterMsOf(failure, lease), now: world.now() });
}

/** How an installation stands can change from one moment to the next: a refusal there is asked about again soon. */
function retryAfterMsOf(failure: Failure, { kind }: ErrandRef): number | null {
  if (failure.kind === "later") return failure.retryAfterMs;
  return failure.kind === "refused" && kind !== "installation" && kind !== "permissions" ? refusedRetryMs : null;
}

/** What is gone does not come back, and no number of tries makes something valid. */
function isHopeless(failure: Failure, kind: string, attempts: number): boolean {
  if (failure.kind !== "refused") return attempts >= attemptsMax;
  // The next push brings the next head: nobody waits for this one.
  if (kind === "pull_head") return true;
  return failure.status === 404 || failure.status === 410 || failure.status === 422 || attempts >= refusedAttemptsMax;
}
