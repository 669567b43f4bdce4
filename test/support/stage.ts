import type { PullDriver, RepositoryDriver } from "../../sandbox/sandbox.ts";
import { query } from "../../src/store/database.ts";
import type { Policy } from "../../src/workflow/policy.ts";
import type { Relay } from "./relay.ts";

/** A repository with people in it, and the moves that scenarios are made of. */
export interface Stage {
  readonly repository: RepositoryDriver;
  readonly openPull: () => PullDriver;
  /** Comments, waits until Baton is done with it, and returns the comment's id. */
  readonly say: (pull: PullDriver, who: string, text: string) => Promise<number>;
  /** Another App's check run on the head completes. */
  readonly check: (
    pull: PullDriver,
    name: string,
    conclusion: "success" | "failure" | "cancelled",
    summary?: string,
  ) => void;
}

/** Maria may do everything, Omar maintains, Chen writes, Tara triages, and Rita only reads. */
const people = { maria: "admin", omar: "maintain", chen: "write", tara: "triage", rita: "read" } as const;

let repositories = 0;

/** @param files what is on the default branch beside a README. */
export function openRepository(relay: Relay, owner = "acme", files: Readonly<Record<string, string>> = {}): Stage {
  repositories += 1;
  const repository = relay.sandbox.createRepository({
    owner,
    name: `shop-${String(repositories)}`,
    users: people,
    files,
  });
  let pulls = 0;
  return {
    repository,
    openPull: () => {
      pulls += 1;
      return repository.openPull({
        by: "chen",
        title: "Pay by card",
        body: "Closes the gap.",
        head: `pay-${String(pulls)}`,
      });
    },
    say: async (pull, who, text) => {
      const { id } = pull.comment(who, text);
      await relay.settle();
      return id;
    },
    check: (pull, name, conclusion, summary) => {
      const given = { sha: pull.headSha, name, status: "completed", conclusion } as const;
      repository.check(summary === undefined ? given : { ...given, summary });
    },
  };
}

/** The state that Postgres knows of a pull request's newest workflow. */
export async function stateOf(relay: Relay, pull: PullDriver): Promise<string | null> {
  const [row] = await query<{ state: string }>(
    relay.db,
    `select current_state as state from build_workflows where repository_id = $1 and pull_number = $2
     order by created_at desc, id desc limit 1`,
    [pull.repositoryId, pull.number],
  );
  return row?.state ?? null;
}

/** Who passed the baton to whom, in order. */
export async function rolesOf(relay: Relay, pull: PullDriver): Promise<readonly string[]> {
  const rows = await query<{ from: string; to: string }>(
    relay.db,
    `select h.from_role as "from", h.to_role as "to" from workflow_handoffs h
     join build_workflows w on w.id = h.workflow_id
     where w.repository_id = $1 and w.pull_number = $2 order by w.created_at, h.seq`,
    [pull.repositoryId, pull.number],
  );
  return rows.map(({ from, to }) => `${from} → ${to}`);
}

/** The one comment that shows where the baton is. */
export function statusComment(pull: PullDriver): string {
  const own = pull.comments().filter(({ body }) => body.includes("<!-- baton:status -->"));
  if (own.length !== 1) throw new Error(`Expected one status comment, found ${String(own.length)}.`);
  return own[0]?.body ?? "";
}

/** The states on the way forward, with the commands that lead there from nothing. */
const way = [
  ["discovery", "/start"],
  ["planning", "/advance"],
  ["handoff_to_coder", "/advance"],
  ["implementation", "/accept"],
  ["handoff_to_tester", "/advance"],
  ["testing", "/accept"],
  ["handoff_to_verifier", "/advance"],
  ["verification", "/accept"],
  ["handoff_to_releaser", "/advance"],
  ["deployment", "/accept"],
  ["complete", "/advance"],
] as const;

export type OnTheWay = (typeof way)[number][0];

/** Brings a new relay to a state by one comment of Maria's; past testing only where no check reports. */
export async function bring(relay: Relay, pull: PullDriver, state: OnTheWay): Promise<void> {
  const end = way.findIndex(([each]) => each === state);
  const commands = way.slice(0, end + 1).map(([, command]) => command);
  pull.comment("maria", commands.join("\n"));
  await relay.settle();
  const reached = await stateOf(relay, pull);
  // Baton accepts for the tester by itself, so nobody sees that handoff stand.
  const expected = state === "handoff_to_tester" ? "testing" : state;
  if (reached !== expected) throw new Error(`The relay was to be brought to ${state} and is in ${String(reached)}.`);
}

export interface HandoffRow {
  readonly kind: string;
  readonly from_state: string;
  readonly to_state: string;
  readonly data_transferred: Readonly<Record<string, unknown>>;
  readonly notes: string | null;
  readonly actor: { readonly kind: string; readonly id: number | null; readonly login: string };
  readonly head_sha: string;
}

/** What was passed on, of all workflows of a pull request, in order. */
export async function handoffsOf(relay: Relay, pull: PullDriver): Promise<readonly HandoffRow[]> {
  return query<HandoffRow>(
    relay.db,
    `select h.kind, h.from_state, h.to_state, h.data_transferred, h.notes, h.actor, h.head_sha
     from workflow_handoffs h join build_workflows w on w.id = h.workflow_id
     where w.repository_id = $1 and w.pull_number = $2 order by w.created_at, w.id, h.seq`,
    [pull.repositoryId, pull.number],
  );
}

/** The states that were gone through, as `from → to`. */
export async function pathOf(relay: Relay, pull: PullDriver): Promise<readonly string[]> {
  const handoffs = await handoffsOf(relay, pull);
  return handoffs.map((each) => `${each.from_state} → ${each.to_state}`);
}

export interface EventRow {
  readonly event_type: string;
  readonly cause: string;
  readonly event_data: Readonly<Record<string, unknown>>;
  readonly triggered_by: { readonly kind: string; readonly login: string };
}

/** The audit records of all workflows of a pull request, in order. */
export async function eventsOf(relay: Relay, pull: PullDriver): Promise<readonly EventRow[]> {
  return query<EventRow>(
    relay.db,
    `select e.event_type, e.cause, e.event_data, e.triggered_by
     from workflow_events e join build_workflows w on w.id = e.workflow_id
     where w.repository_id = $1 and w.pull_number = $2 order by w.created_at, w.id, e.seq`,
    [pull.repositoryId, pull.number],
  );
}

export interface WorkflowRow {
  readonly id: string;
  readonly status: string;
  readonly current_state: string;
  readonly error_from: string | null;
  readonly error_reason: string | null;
  readonly version: number;
  readonly head_sha: string;
  readonly base_ref: string;
  readonly retries: number;
  readonly hold: { readonly by: { readonly login: string }; readonly reason: string | null } | null;
  readonly cancelled_by: string | null;
  readonly merged_at: Date | null;
  readonly rules_digest: string | null;
  readonly policy: Policy;
}

/** The newest workflow of a pull request. */
export async function workflowOf(relay: Relay, pull: PullDriver): Promise<WorkflowRow> {
  const [row] = await query<WorkflowRow>(
    relay.db,
    `select * from build_workflows where repository_id = $1 and pull_number = $2
     order by created_at desc, id desc limit 1`,
    [pull.repositoryId, pull.number],
  );
  if (row === undefined) throw new Error(`Pull request #${String(pull.number)} has no workflow.`);
  return row;
}

/** How the commands and presses of a pull request came out, in the order of their arrival. */
export async function outcomesOf(
  relay: Relay,
  pull: PullDriver,
): Promise<readonly { readonly result: string; readonly reason?: string }[]> {
  const rows = await query<{ outcomes: readonly { readonly result: string; readonly reason?: string }[] }>(
    relay.db,
    "select outcomes from webhook_deliveries where repository_id = $1 and pull_number = $2 order by seq",
    [pull.repositoryId, pull.number],
  );
  return rows.flatMap(({ outcomes }) => outcomes);
}

/** Baton's reactions to a comment. */
export function reactionsTo(pull: PullDriver, commentId: number): readonly string[] {
  const comment = pull.comments().find(({ id }) => id === commentId);
  return (comment?.reactions ?? []).filter(({ user }) => user === "baton[bot]").map(({ content }) => content);
}

/** Baton's comments of a kind (`status`, `reply`, `turn`), oldest first. */
export function ownComments(pull: PullDriver, kind: "status" | "reply" | "turn"): readonly string[] {
  return pull
    .comments()
    .filter(({ user, body }) => user === "baton[bot]" && body.startsWith(`<!-- baton:${kind}`))
    .map(({ body }) => body);
}

/** The check run that counts: the newest of Baton's on the head. */
export function batonCheck(pull: PullDriver): ReturnType<PullDriver["checkRuns"]>[number] {
  const newest = pull.checkRuns("Baton").at(-1);
  if (newest === undefined) throw new Error("There is no check run of Baton's on the head.");
  return newest;
}

/** Requests that changed something on GitHub, since `after` requests had been made. */
export function writesSince(relay: Relay, after: number): readonly string[] {
  return relay.sandbox.requests
    .slice(after)
    .filter(({ method, path }) => method !== "GET" && !path.endsWith("/access_tokens"))
    .map(({ method, path }) => `${method} ${path.replace(/^\/repos\/[^/]+\/[^/]+/, "")}`);
}
