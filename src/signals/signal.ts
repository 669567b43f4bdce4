import type { ParsedCommand } from "../commands/command.ts";
import type { Errand } from "./errand.ts";
import type { RepositoryRef } from "./repository-ref.ts";
import type { Said } from "./said.ts";

/** What a webhook means for Baton: nothing, somebody asks for something, something may have changed, or there is an errand. */
export type Signal =
  | { readonly kind: "ignored"; readonly because: string }
  | {
      readonly kind: "request";
      readonly repository: RepositoryRef;
      /** Null where the payload names none: then the workflow tells. */
      readonly pullNumber: number | null;
      /** The workflow that a button was shown for; null for everything else. */
      readonly workflowId: string | null;
      readonly request: AskedRequest;
    }
  /** Something beside the syncs is to be seen to. */
  | { readonly kind: "errand"; readonly errand: Errand }
  | {
      readonly kind: "fact";
      readonly repository: RepositoryRef;
      readonly about: About;
      /** `facts`: GitHub must be read again. `report`: what Baton shows was touched and must be compared. */
      readonly wants: readonly ("facts" | "report")[];
      /** A `synchronize`'s new head and its time; only the time is used, the head is read. */
      readonly announcedHead: AnnouncedHead | null;
      /** What is to be seen to besides. */
      readonly errand?: Errand;
    };

/** Which pull requests a fact concerns. */
export type About =
  | { readonly by: "number"; readonly number: number }
  | { readonly by: "head"; readonly sha: string }
  /** Those that wait for a deployment of the repository. */
  | { readonly by: "repository" };

interface AnnouncedHead {
  readonly sha: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Somebody asks for something. JSON: it is kept as text until it is applied. */
export type Request = Said &
  (
    | { readonly kind: "commands"; readonly commentId: number; readonly commands: readonly ParsedCommand[] }
    | { readonly kind: "label"; readonly change: "added" | "removed"; readonly label: string }
    | {
        readonly kind: "button";
        readonly identifier: string;
        readonly headSha: string;
        readonly externalId: string | null;
      }
    /** A pull request was opened where the rules have that start a workflow. */
    | { readonly kind: "opened" }
  );

/** What a webhook asks for. That a pull request was opened is a fact, and only its errand leads to a request. */
export type AskedRequest = Exclude<Request, { readonly kind: "opened" }>;

/** A delivery that Baton has no use for. The reasons are a bounded set: nothing of the payload's content is in them. */
export function ignored(because: string): Signal {
  return { kind: "ignored", because };
}
