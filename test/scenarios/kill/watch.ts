import type { LoggedRequest } from "../../../sandbox/rest/request-log.ts";
import type { SeenStatement } from "../../support/postgres-proxy.ts";
import type { Outside } from "./outside.ts";

/**
 * A named point of a pull request's way, such as `save-decision 1`: Postgres has carried out that statement, or GitHub that
 * write, and Baton has not heard of it. Counted from where the watch began.
 */
export type Point = string;

/** Whether GitHub was asked to change something. */
export function isWrite(point: Point): boolean {
  return /^[A-Z]+ /.test(point);
}

/** Whether a webhook was being taken in. */
export function isIntake(point: Point): boolean {
  return point.startsWith("intake-");
}

export interface Watch {
  /** Counts anew. At `stopAt` the answer is withheld until `release`. */
  readonly begin: (stopAt?: Point) => void;
  /** What was passed since the watch began, in order. */
  readonly passed: () => readonly Point[];
  readonly isStopped: () => boolean;
  /** Whether a job has come since the watch began. */
  readonly hasWorked: () => boolean;
  /** Whether a job that came since the watch began is still at work. */
  readonly isAtWork: () => boolean;
}

interface Watched {
  readonly repositoryId: number;
  readonly fullName: string;
}

export interface Watches {
  /** Watches the only pull request of a repository. */
  readonly watch: (watched: Watched) => Watch;
  /** Lets everything go that is stopped. */
  readonly release: () => void;
}

/** Watches what Baton asks of Postgres and GitHub, sorted by pull request. */
export function createWatches({ proxy, sandbox }: Pick<Outside, "proxy" | "sandbox">): Watches {
  const watches: (Counter & { readonly watched: Watched; readonly known: Known })[] = [];
  let releases: (() => void)[] = [];
  const pass = async (counter: Counter, name: string): Promise<void> => {
    if (counter.pass(name)) await new Promise<void>((resolve) => releases.push(resolve));
  };
  proxy.onStatement = async (statement) => {
    const concerned = watches.filter(({ watched, known }) => concerns(statement, watched, known));
    await Promise.all(concerned.map((watch) => pass(watch, nameOf(statement))));
  };
  sandbox.onRequest(async (request) => {
    const concerned = watches.find(({ watched }) => request.path.startsWith(`/repos/${watched.fullName}/`));
    if (request.method !== "GET" && concerned !== undefined) await pass(concerned, nameOfWrite(request));
  });
  return {
    watch: (watched) => {
      const counter = createCounter();
      const known: Known = { uuids: new Set(), outbox: new Set(), jobs: new Set(), atWork: new Set() };
      watches.push({ ...counter, watched, known });
      return {
        ...counter,
        begin: (stopAt) => {
          counter.begin(stopAt);
          known.atWork.clear();
        },
        hasWorked: () => counter.passed().some((point) => point.startsWith("get_job ")),
        isAtWork: () => known.atWork.size > 0,
      };
    },
    release: () => {
      for (const release of releases) release();
      releases = [];
    },
  };
}

type Counter = ReturnType<typeof createCounter>;

function createCounter() {
  let passed: Point[] = [];
  let counts = new Map<string, number>();
  let target: Point | undefined;
  let stopped = false;
  return {
    begin: (stopAt?: Point) => {
      passed = [];
      counts = new Map();
      target = stopAt;
      stopped = false;
    },
    passed: () => passed,
    isStopped: () => stopped,
    /** Returns whether to stop here. */
    pass: (name: string): boolean => {
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      const point = `${name} ${String(count)}`;
      passed.push(point);
      if (stopped || point !== target) return false;
      stopped = true;
      return true;
    },
  };
}

/** The worker's statements are named with its schema behind a slash; it marks jobs as done one by one or several at once. */
function nameOf({ name }: SeenStatement): string {
  const [own = name] = name.split("/", 1);
  return own === "complete_jobs" ? "complete_job" : own;
}

/** The method and the path inside the repository, with `*` for each number. */
function nameOfWrite({ method, path }: LoggedRequest): string {
  const [, , , , ...rest] = decodeURIComponent(path).split("/");
  return [method, rest.map((part) => (/^\d+$/.test(part) ? "*" : part)).join("/")].join(" ");
}

/**
 * Ids of a pull request's that were seen: of deliveries and workflows, of rows of the outbox, of jobs. Two jobs of it may be
 * marked as done in one statement, so those at work are known by their ids: counting statements would miss one.
 */
interface Known {
  readonly uuids: Set<string>;
  readonly outbox: Set<string | null | undefined>;
  readonly jobs: Set<string | null | undefined>;
  readonly atWork: Set<string | null | undefined>;
}

function concerns(statement: SeenStatement, { repositoryId }: Watched, known: Known): boolean {
  const { parameters, rows } = statement;
  switch (nameOf(statement)) {
    case "mark-sent":
      return idsIn(parameters[0]).some((id) => known.outbox.has(id));
    case "complete_job": {
      const own = idsIn(parameters[0]).filter((id) => known.jobs.has(id));
      for (const id of own) known.atWork.delete(id);
      return own.length > 0;
    }
    case "get_job": {
      const payload = new RegExp(`"repository_id"\\s*:\\s*${String(repositoryId)}\\b`);
      const own = rows.filter((row) => row.some((value) => value !== null && payload.test(value)));
      for (const [id] of own) for (const ids of [known.jobs, known.atWork]) ids.add(id);
      return own.length > 0;
    }
    default: {
      const id = String(repositoryId);
      if (!parameters.some((value) => value !== null && (value === id || known.uuids.has(value)))) return false;
      for (const value of [parameters, ...rows].flat()) if (value !== null && isUuid(value)) known.uuids.add(value);
      if (nameOf(statement) === "take-outbox") for (const [row] of rows) known.outbox.add(row);
      return true;
    }
  }
}

/** A number, or an array of numbers as Postgres writes it. */
function idsIn(parameter: string | null | undefined): readonly string[] {
  return parameter?.match(/\d+/g) ?? [];
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
