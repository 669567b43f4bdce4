import { createServer, connect, type AddressInfo, type Socket } from "node:net";

/** A statement that Postgres has carried out: its prepared name, or its text. */
export interface SeenStatement {
  readonly name: string;
  /** Counts the statements of all connections, from 1. */
  readonly count: number;
}

/** A proxy between a Baton and its database that sees every statement, and may break everything off. */
export interface PostgresProxy {
  readonly port: number;
  readonly statements: readonly SeenStatement[];
  /** Called when Postgres has carried a statement out and before the client hears of it. */
  onStatement: (statement: SeenStatement) => void;
  readonly breakOff: () => void;
  /** Breaks everything off and lets nobody in, as a server does that is down. */
  readonly goAway: () => Promise<void>;
  readonly comeBack: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Where Postgres listens: `host` may be the directory of its socket. */
export interface Upstream {
  readonly host: string;
  readonly port: number;
}

export async function startPostgresProxy(upstream: Upstream): Promise<PostgresProxy> {
  const sockets = new Set<Socket>();
  const statements: SeenStatement[] = [];
  const server = createServer((client) => {
    const backend = upstream.host.startsWith("/")
      ? connect(`${upstream.host}/.s.PGSQL.${String(upstream.port)}`)
      : connect(upstream.port, upstream.host);
    for (const socket of [client, backend]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
    client.on("close", () => backend.destroy());
    backend.on("close", () => client.destroy());
    follow({ client, backend }, (name) => {
      const statement = { name, count: statements.length + 1 };
      statements.push(statement);
      proxy.onStatement(statement);
    });
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const breakOff = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const close = async () => {
    breakOff();
    await new Promise((resolve) => server.close(resolve));
  };
  const proxy: PostgresProxy = {
    port,
    statements,
    onStatement: () => undefined,
    breakOff,
    goAway: close,
    comeBack: () => listen(port),
    close,
  };
  return proxy;
}

/**
 * Passes both directions on, and reports each statement when `ReadyForQuery` says that it is over. Frames are those of the
 * protocol's version 3 (https://www.postgresql.org/docs/current/protocol-message-formats.html).
 */
function follow({ client, backend }: { client: Socket; backend: Socket }, report: (name: string) => void): void {
  const waiting: string[] = [];
  let bound = "";
  const fromClient = frames({ startup: true }, (type, body) => {
    if (type === "B") bound = body.toString("utf8", body.indexOf(0) + 1, body.indexOf(0, body.indexOf(0) + 1));
    if (type === "P" && body[0] === 0) bound = "";
    if (type === "S") waiting.push(bound === "" ? "unnamed" : bound);
    if (type === "Q") waiting.push(body.toString("utf8", 0, body.length - 1));
  });
  const fromBackend = frames({ startup: false }, (type) => {
    if (type !== "Z") return;
    const name = waiting.shift();
    if (name !== undefined) report(name);
  });
  client.on("data", (chunk: Buffer) => {
    fromClient(chunk);
    backend.write(chunk);
  });
  backend.on("data", (chunk: Buffer) => {
    fromBackend(chunk);
    if (!client.destroyed) client.write(chunk);
  });
}

function frames({ startup }: { startup: boolean }, onFrame: (type: string, body: Buffer) => void) {
  let pending = Buffer.alloc(0);
  let beforeStartup = startup;
  return (chunk: Buffer): void => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const head = beforeStartup ? 0 : 1;
      if (pending.length < head + 4) return;
      const length = pending.readInt32BE(head) + head;
      if (pending.length < length) return;
      if (!beforeStartup) onFrame(String.fromCharCode(pending[0] ?? 0), pending.subarray(5, length));
      beforeStartup = false;
      pending = pending.subarray(length);
    }
  };
}
