import type { PullDriver, RepositoryDriver } from "../../sandbox/sandbox.ts";
import { query } from "../../src/store/database.ts";
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

export function openRepository(relay: Relay): Stage {
  repositories += 1;
  const repository = relay.sandbox.createRepository({
    owner: "acme",
    name: `shop-${String(repositories)}`,
    users: people,
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
