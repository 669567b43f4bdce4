import type { Logger } from "pino";
import { classify } from "../signals/classify.ts";
import type { Self } from "../signals/self.ts";
import type { Signal } from "../signals/signal.ts";
import { storeRequest } from "../signals/stored-request.ts";
import type { Database } from "../store/database.ts";
import { intakeFact } from "../store/intake-fact.ts";
import { intakeRequest } from "../store/intake-request.ts";

/** What taking deliveries in needs. */
export interface Intake {
  readonly db: Database;
  readonly self: Self;
  readonly log: Logger;
  readonly now: () => Date;
  /** Told of every delivery and what it meant, for the metrics. */
  readonly count: (event: string, meaning: Signal["kind"]) => void;
}

/** A replica of GitHub's that answered too early is asked once more after this time. */
const lookAgainMs = 15_000;

/**
 * Makes a delivery durable before it is acknowledged: nothing for what Baton has no use for, one SQL statement for a request
 * or a fact, and no call to GitHub.
 */
export async function takeIn(
  intake: Intake,
  delivery: { readonly guid: string; readonly event: string; readonly payload: unknown },
): Promise<void> {
  const { db, now } = intake;
  const { guid, event, payload } = delivery;
  const signal = classify({ event, payload }, intake.self);
  intake.count(event, signal.kind);
  const log = intake.log.child({ delivery: guid, event });
  switch (signal.kind) {
    case "ignored":
      log.debug({ because: signal.because }, "ignored a delivery");
      return;
    case "request": {
      const { repository, pullNumber, workflowId } = signal;
      const request = storeRequest(signal.request);
      const about = { repository, pullNumber, workflowId };
      const fresh = await intakeRequest(db, { guid, event, ...about, request, receivedAt: now() });
      log.info({ repository: repository.fullName, pull: pullNumber, workflow: workflowId, fresh }, "kept a request");
      return;
    }
    case "fact": {
      const touched = await intakeFact(db, factOf(signal, now()));
      log.info({ repository: signal.repository.fullName, pulls: touched }, "noted a fact");
      return;
    }
  }
}

function factOf(signal: Extract<Signal, { kind: "fact" }>, now: Date): Parameters<typeof intakeFact>[1] {
  const { announcedHead, wants } = signal;
  return {
    repositoryId: signal.repository.id,
    about: signal.about,
    wantsFacts: wants.includes("facts"),
    wantsReport: wants.includes("report"),
    announcedHead: announcedHead === null ? null : { sha: announcedHead.sha, at: new Date(announcedHead.at) },
    lookAt: new Date(now.getTime() + lookAgainMs),
    now,
  };
}
