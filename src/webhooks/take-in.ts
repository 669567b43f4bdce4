import type { Logger } from "pino";
import { classify } from "../signals/classify.ts";
import { errandKey, type Errand } from "../signals/errand.ts";
import { subjectOfErrand } from "../signals/subject-of-errand.ts";
import type { Self } from "../signals/self.ts";
import type { Signal } from "../signals/signal.ts";
import { storeRequest } from "../signals/stored-request.ts";
import type { Database } from "../store/database.ts";
import { intakeErrand } from "../store/intake-errand.ts";
import { intakeFact } from "../store/intake-fact.ts";
import { intakeRequest } from "../store/intake-request.ts";
import { NotTakenIn } from "./not-taken-in.ts";
import { within } from "./within.ts";

/** What taking deliveries in needs. */
export interface Intake {
  readonly db: Database;
  readonly self: Self;
  readonly log: Logger;
  readonly now: () => Date;
  /** Told of every delivery and what it meant, for the metrics. */
  readonly count: (event: string, meaning: Signal["kind"]) => void;
  /** What is not durable after this time counts as failed. */
  readonly durableWithinMs?: number;
}

export interface Incoming {
  readonly guid: string;
  readonly event: string;
  readonly payload: unknown;
}

/**
 * Probot answers 202 by itself after nine seconds. Before that, what is not durable yet must fail, so that GitHub sees a
 * failure and the delivery is asked for again.
 */
const defaultDurableWithinMs = 8_000;

/** A replica of GitHub's that answered too early is asked once more after this time. */
const lookAgainMs = 15_000;

/**
 * Makes a delivery durable before it is acknowledged: nothing for what Baton has no use for, one SQL statement for a request
 * or a fact, and no call to GitHub.
 */
export async function takeIn(intake: Intake, { guid, event, payload }: Incoming): Promise<void> {
  const signal = classify({ event, payload }, intake.self);
  intake.count(event, signal.kind);
  const log = intake.log.child({ delivery: guid, event, ...subjectOf(signal) });
  if (signal.kind === "ignored") {
    log.debug({ because: signal.because }, "ignored a delivery");
    return;
  }
  const { durableWithinMs = defaultDurableWithinMs } = intake;
  try {
    const kept = await within(durableWithinMs, keep(intake, signal, { guid, event }));
    log.info(kept, keptTexts[signal.kind]);
  } catch (error) {
    log.error({ err: error }, "the database did not take a delivery in; GitHub is asked for it again later");
    throw new NotTakenIn(error);
  }
}

const keptTexts = { request: "kept a request", fact: "noted a fact", errand: "kept an errand" } as const;

/** What a delivery is about, under the names that every line of the log uses. */
function subjectOf(signal: Signal): object {
  if (signal.kind === "ignored") return {};
  if (signal.kind === "errand") return subjectOfErrand(signal.errand);
  const repository = signal.repository.fullName;
  if (signal.kind === "request")
    return signal.pullNumber === null ? { repository } : { repository, pull: signal.pullNumber };
  const { about } = signal;
  if (about.by === "number") return { repository, pull: about.number };
  return about.by === "head" ? { repository, head: about.sha } : { repository };
}

async function keep(
  { db, now }: Intake,
  signal: Exclude<Signal, { kind: "ignored" }>,
  delivery: { readonly guid: string; readonly event: string },
): Promise<object> {
  if (signal.kind === "errand") {
    const { errand } = signal;
    await intakeErrand(db, incomingOf(errand), "repository" in errand ? errand.repository : null);
    return { errand: signal.errand.kind };
  }
  if (signal.kind === "fact") return { pulls: await intakeFact(db, factOf(signal, now())) };
  const { repository, pullNumber, workflowId } = signal;
  const request = storeRequest(signal.request);
  const incoming = { ...delivery, repository, pullNumber, workflowId, request, receivedAt: now() };
  return { fresh: await intakeRequest(db, incoming) };
}

function incomingOf(errand: Errand): Parameters<typeof intakeErrand>[1] {
  return { kind: errand.kind, key: errandKey(errand), details: errand };
}

function factOf(signal: Extract<Signal, { kind: "fact" }>, now: Date): Parameters<typeof intakeFact>[1] {
  const { announcedHead, wants } = signal;
  return {
    repository: signal.repository,
    about: signal.about,
    wantsFacts: wants.includes("facts"),
    wantsReport: wants.includes("report"),
    announcedHead: announcedHead === null ? null : { sha: announcedHead.sha, at: new Date(announcedHead.at) },
    errand: signal.errand === undefined ? null : incomingOf(signal.errand),
    lookAt: new Date(now.getTime() + lookAgainMs),
    now,
  };
}
