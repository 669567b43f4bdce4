import type { OpenAPIHono } from "@hono/zod-openapi";
import type { World } from "../../orchestrator/ports.ts";
import type { Issue, Opening, OpeningWish } from "../../report/opening.ts";
import type { Repository } from "../../store/tokens/find-repository.ts";
import type { Token } from "../../store/tokens/token.ts";

/** What a request carries from one step to the next. */
export interface ApiEnv {
  readonly Bindings: {
    /** A request that a tool of MCP makes inside the process: the one that asked for it was counted. */
    readonly isInside?: boolean;
  };
  readonly Variables: {
    /** Who calls; set for every route that needs a token. */
    token: Token;
    /** The end of the cause of what the request changes: unique, and the same when the same request comes again. */
    requestKey: string;
  };
}

export type Api = OpenAPIHono<ApiEnv>;

/** What the API needs of the rest of Baton. */
export interface ApiPorts {
  readonly world: World;
  /** Whether GitHub has this pull request. */
  readonly hasPull: (repository: Repository, pullNumber: number) => Promise<boolean>;
  /** Finds the open pull request of a branch, or opens a draft, which `describe` has the texts of. */
  readonly openPull: (
    repository: Repository,
    wish: OpeningWish,
    describe: (about: { readonly issue: Issue | null; readonly branch: string; readonly subject: string }) => {
      readonly title: string;
      readonly body: string;
    },
  ) => Promise<Opening>;
  /** A repository's name and default branch as GitHub has them now; null where another has taken its name. */
  readonly nameRepository: (
    repository: Repository,
  ) => Promise<{ readonly fullName: string; readonly defaultBranch: string } | null>;
  /** What came of a request to GitHub that failed; a bug where it was none. */
  readonly failureOf: (error: unknown) => ApiFailure;
  /** Where GitHub is, without a slash at the end. */
  readonly serverUrl: string;
  /** Where Baton is, without a slash at the end; null where nobody told it. */
  readonly publicUrl: string | null;
  /** Requests that one token may make in a minute, of one process. */
  readonly requestsPerMinute: number;
  readonly logError: (error: unknown) => void;
}

type ApiFailure =
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "later"; readonly retryAfterMs: number | null; readonly message: string }
  | { readonly kind: "bug" };
