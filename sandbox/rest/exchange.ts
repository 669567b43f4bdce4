import type { Json } from "../payloads/json.ts";

/** A request and what it was answered, for whoever checks them against GitHub's description. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  /** 0 where no answer went out. */
  readonly status: number;
  /** Whether a fault answered, so that what was asked was never looked at. */
  readonly isFaulty: boolean;
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, text where it is not, undefined where it is empty. */
  readonly responseBody: unknown;
}

/** Sees everything that the sandbox is asked and says. */
export interface Observer {
  readonly exchange?: (exchange: Exchange) => void;
  readonly payload?: (event: string, action: string | null, payload: Json) => void;
}
