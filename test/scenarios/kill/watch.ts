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
  const pass = (counter: Counter, name: string): void | Promise<void> => {
    if (counter.pass(name)) return new Promise((resolve) => releases.push(resolve));
  };
  proxy.onStatement = (statement) => {
    const concerned = watches.find(({ watched, known }) => concerns(statement, watched, known));
    if (concerned !== undefined) return pass(concerned, nameOf(statement));
  };
  sandbox.onRequest((request) => {
    if (request.method === "GET") return;
    const concerned = watches.find(({ watched }) => request.path.startsWith(`/repos/${watched.fullName}/`));
    if (concerned !== undefined) return pass(concerned, nameOfWrite(request));
  });
  return {
    watch: (watched) => {
      const counter = createCounter();
      watches.push({ ...counter, watched, known: { uuids: new Set(), outbox: new Set(), jobs: new Set() } });
      return counter;
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

/** The worker's statements are named with its schema behind a slash. */
function nameOf({ name }: SeenStatement): string {
  return name.split("/", 1)[0] ?? name;
}

/** The method and the path inside the repository, with `*` for each number. */
function nameOfWrite({ method, path }: LoggedRequest): string {
  const [, , , , ...rest] = decodeURIComponent(path).split("/");
  return [method, rest.map((part) => (/^\d+$/.test(part) ? "*" : part)).join("/")].join(" ");
}

/** Ids of a pull request's that were seen: of deliveries and workflows, of rows of the outbox, of jobs. */
interface Known {
  readonly uuids: Set<string>;
  readonly outbox: Set<string | null | undefined>;
  readonly jobs: Set<string | null | undefined>;
}

function concerns(statement: SeenStatement, { repositoryId }: Watched, known: Known): boolean {
  const { parameters, rows } = statement;
  switch (nameOf(statement)) {
    case "mark-sent":
      return (parameters[0]?.match(/\d+/g) ?? []).some((id) => known.outbox.has(id));
    case "complete_job":
      return known.jobs.has(parameters[0]);
    case "get_job": {
      const payload = new RegExp(`"repository_id"\\s*:\\s*${String(repositoryId)}\\b`);
      const own = rows.filter((row) => row.some((value) => value !== null && payload.test(value)));
      for (const [id] of own) known.jobs.add(id);
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

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
