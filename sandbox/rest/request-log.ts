/** A request that was answered, or would have been had a fault not come between. */
export interface LoggedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly status: number;
  /** What an App needs for it, as `checks:write`, any one of them; none where nothing was asked for. */
  readonly needs: readonly string[];
  readonly at: Date;
}

export type RequestListener = (request: LoggedRequest) => void | Promise<void>;

export interface RequestLog {
  readonly entries: LoggedRequest[];
  /** Called when a request was carried out and its answer has not gone out yet. The answer waits for what it returns. */
  readonly listen: (listener: RequestListener) => () => void;
  readonly add: (entry: LoggedRequest) => Promise<void>;
}

export function createRequestLog(): RequestLog {
  const entries: LoggedRequest[] = [];
  const listeners = new Set<RequestListener>();
  return {
    entries,
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    add: async (entry) => {
      entries.push(entry);
      for (const listener of listeners) await listener(entry);
    },
  };
}
