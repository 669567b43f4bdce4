import type { PullDriver, RepositoryDriver } from "../../../sandbox/sandbox.ts";
import { query } from "../../../src/store/database.ts";
import { eventually } from "../../support/eventually.ts";
import type { Outside } from "./outside.ts";
import type { Watch, Watches } from "./watch.ts";

/** A pull request and what Baton passes through on its behalf. */
export interface Story {
  readonly pull: PullDriver;
  readonly repository: RepositoryDriver;
  readonly watch: Watch;
}

/** Maria may do everything, Omar maintains, Chen writes. */
const users = { maria: "admin", omar: "maintain", chen: "write" } as const;

let owners = 0;

/**
 * Opens pull requests, so many at once. Each has an owner of its own, hence an installation and queues of writes: one that
 * is stopped holds up none of the others.
 */
export async function openStories({ sandbox }: Outside, watches: Watches, count: number): Promise<readonly Story[]> {
  const stories = Array.from({ length: count }, () => {
    owners += 1;
    const repository = sandbox.createRepository({ owner: `relay-${String(owners)}`, name: "shop", users });
    const pull = repository.openPull({ by: "chen", title: "Pay by card", head: "pay" });
    return { pull, repository, watch: watches.watch({ repositoryId: repository.id, fullName: repository.fullName }) };
  });
  await sandbox.delivered();
  return stories;
}

/** What somebody does on a pull request. */
export type Deed = (pull: PullDriver, repository: RepositoryDriver) => unknown;

/** Lets a deed take its course on these pull requests, and counts anew what Baton passes through meanwhile. */
export async function play(outside: Outside, stories: readonly Story[], deed: Deed): Promise<void> {
  for (const { pull, repository, watch } of stories) {
    watch.begin();
    deed(pull, repository);
  }
  await settle(outside, stories);
  await eventually(
    () => stories.filter(({ watch }) => watch.isAtWork()).length,
    (atWork) => atWork === 0,
    { what: "the end of the jobs" },
  );
}

/** Whether a deed has taken its course on a pull request: a job of it has come, none is at work, and nothing is left to do. */
export async function isAtRest({ sandbox, db }: Outside, { pull, watch }: Story): Promise<boolean> {
  if (!watch.hasWorked() || watch.isAtWork()) return false;
  const attempts = sandbox.deliveries.attempts.filter(({ delivery }) => delivery.repositoryId === pull.repositoryId);
  return undelivered(attempts).length === 0 && (await query(db, leftStatement, [[pull.repositoryId]])).length === 0;
}

/** Waits until everything that happened on these pull requests has reached Baton, and nothing is left to do about it. */
export async function settle({ sandbox, db }: Outside, stories: readonly Story[]): Promise<void> {
  const ids = new Set(stories.map(({ pull }) => pull.repositoryId));
  const isOurs = ({ delivery }: Attempt) => delivery.repositoryId !== null && ids.has(delivery.repositoryId);
  await eventually(
    async () => {
      await sandbox.delivered();
      const left = await query(db, leftStatement, [[...ids]]);
      return left.length > 0 ? left : undelivered(sandbox.deliveries.attempts.filter(isOurs));
    },
    (left) => left.length === 0,
    { what: "settling", withinMs: 60_000, everyMs: 20 },
  );
}

const leftStatement = `
select * from (
  select repository_id, coalesce(lease_until > now(), false) as leased, due_done < due_seq as due,
    exists (select from outbox o where o.repository_id = p.repository_id and o.sent_at is null) as unsent,
    exists (select from webhook_deliveries d where d.repository_id = p.repository_id and d.applied_at is null) as unapplied
  from pull_requests p where repository_id = any($1)
) state where leased or due or unsent or unapplied`;

type Attempt = Outside["sandbox"]["deliveries"]["attempts"][number];

/** Events whose delivery was never answered well. */
function undelivered(attempts: readonly Attempt[]): readonly string[] {
  const arrived = new Set(attempts.filter(({ statusCode }) => statusCode === 200).map(({ delivery }) => delivery.guid));
  const missing = attempts.filter(({ delivery }) => !arrived.has(delivery.guid));
  return missing.map(({ delivery, status }) => `${delivery.event}.${delivery.action ?? ""}: ${status}`);
}
