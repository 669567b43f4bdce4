import type { HttpBindings } from "@hono/node-server";

/** A request as faults look at it. */
interface FaultRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface FaultAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Answers a reading by what GitHub was at some moment. */
export type Replica = (request: Request, env: HttpBindings) => Promise<Response>;

/**
 * `after` carries the request out first: the caller does not learn that it was. `lag` answers a reading by what was there when
 * the replica was taken.
 */
export type FaultEffect =
  | FaultAnswer
  | { readonly drop: true }
  | { readonly slowMs: number }
  | { readonly lag: Replica }
  | { readonly after: FaultAnswer | { readonly drop: true } | { readonly slowMs: number } };

export interface Fault {
  /** A method and a path, in which `*` stands for any one part; a RegExp on the same; or a question. */
  readonly match: string | RegExp | ((request: FaultRequest) => boolean);
  /** How often; once unless told. */
  readonly times?: number;
  readonly do: FaultEffect;
}

export interface FaultHandle {
  readonly left: () => number;
  readonly remove: () => void;
}

export interface Faults {
  readonly add: (fault: Fault) => FaultHandle;
  /** The effect that this request suffers, counted as used. */
  readonly take: (request: FaultRequest) => FaultEffect | undefined;
}

export function createFaults(): Faults {
  const planned: { fault: Fault; left: number }[] = [];
  return {
    add: (fault) => {
      const entry = { fault, left: fault.times ?? 1 };
      planned.push(entry);
      return { left: () => entry.left, remove: () => void (entry.left = 0) };
    },
    take: (request) => {
      const entry = planned.find((one) => one.left > 0 && concerns(one.fault.match, request));
      if (entry === undefined) return undefined;
      entry.left -= 1;
      return entry.fault.do;
    },
  };
}

function concerns(match: Fault["match"], request: FaultRequest): boolean {
  if (typeof match === "function") return match(request);
  const line = `${request.method} ${request.path}`;
  return (typeof match === "string" ? patternOf(match) : match).test(line);
}

function patternOf(match: string): RegExp {
  const literal = match.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replace(/\*/g, "[^/ ]+")}$`);
}
