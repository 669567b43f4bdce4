import { createServer, connect, type AddressInfo, type Socket } from "node:net";

/** A statement that Postgres has carried out, with what was given to it and what came of it, all as text. */
export interface SeenStatement {
  /** Its prepared name, or its text. */
  readonly name: string;
  /** Counts the statements of all connections, from 1. */
  readonly count: number;
  readonly parameters: Texts;
  readonly rows: readonly Texts[];
}

type Texts = readonly (string | null)[];

/** A proxy between a Baton and its database that sees every statement, and may break everything off. */
export interface PostgresProxy {
  readonly port: number;
  readonly statements: readonly Pick<SeenStatement, "name" | "count">[];
  /**
   * Called when Postgres has carried a statement out and before the client hears of it; where it returns a promise, the
   * answer waits for that.
   */
  onStatement: (statement: SeenStatement) => void | Promise<void>;
  readonly breakOff: () => void;
  /** Passes nothing on any more, in either direction, though everything stays connected: as a network that lost its way. */
  readonly freeze: () => void;
  readonly thaw: () => void;
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
  const statements: Pick<SeenStatement, "name" | "count">[] = [];
  let isFrozen = false;
  const server = createServer((client) => {
    const backend = upstream.host.startsWith("/")
      ? connect(`${upstream.host}/.s.PGSQL.${String(upstream.port)}`)
      : connect(upstream.port, upstream.host);
    for (const socket of [client, backend]) {
      sockets.add(socket);
      if (isFrozen) socket.pause();
      socket.on("error", () => socket.destroy());
    }
    client.on("close", () => backend.destroy());
    backend.on("close", () => client.destroy());
    follow({ client, backend }, (seen) => {
      const count = statements.length + 1;
      statements.push({ name: seen.name, count });
      return proxy.onStatement({ ...seen, count });
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
    freeze: () => {
      isFrozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw: () => {
      isFrozen = false;
      for (const socket of sockets) socket.resume();
    },
    goAway: close,
    comeBack: () => listen(port),
    close,
  };
  return proxy;
}

type Seen = Omit<SeenStatement, "count">;
type Asked = Omit<Seen, "rows">;

/**
 * Passes both directions on, and reports each statement when `ReadyForQuery` says that it is over. Frames are those of the
 * protocol's version 3 (https://www.postgresql.org/docs/current/protocol-message-formats.html).
 */
function follow(
  { client, backend }: { client: Socket; backend: Socket },
  report: (statement: Seen) => void | Promise<void>,
): void {
  const asked: Asked[] = [];
  let parsed = "";
  let bound: Asked = { name: "", parameters: [] };
  const fromClient = frames({ startup: true }, (type, body) => {
    const read = reader(body);
    if (type === "P" && read.text() === "") parsed = read.text();
    if (type === "B") bound = readBind(read, parsed);
    if (type === "S") asked.push(bound);
    if (type === "Q") asked.push({ name: read.text(), parameters: [] });
  });
  let rows: Texts[] = [];
  let answered: Promise<unknown> = Promise.resolve();
  const fromBackend = frames({ startup: false }, (type, body) => {
    if (type === "D") rows.push(readValues(reader(body)));
    if (type !== "Z") return;
    const statement = asked.shift();
    const reported = statement === undefined ? undefined : report({ ...statement, rows });
    rows = [];
    answered = answered.then(() => reported);
  });
  client.on("data", (chunk: Buffer) => {
    fromClient(chunk);
    backend.write(chunk);
  });
  backend.on("data", (chunk: Buffer) => {
    fromBackend(chunk);
    answered = answered.then(() => client.destroyed || client.write(chunk));
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

/** What a statement was given; one without a name goes by the text that was parsed last. */
function readBind(read: ReturnType<typeof reader>, parsed: string): Asked {
  read.text();
  const name = read.text();
  for (let formats = read.int16(); formats > 0; formats -= 1) read.int16();
  return { name: name === "" ? parsed : name, parameters: readValues(read) };
}

function readValues(read: ReturnType<typeof reader>): Texts {
  return Array.from({ length: read.int16() }, () => read.value());
}

/** Reads the parts of a frame one after the other. */
function reader(body: Buffer) {
  let at = 0;
  return {
    int16: () => {
      at += 2;
      return body.readInt16BE(at - 2);
    },
    text: () => {
      const start = at;
      at = body.indexOf(0, start) + 1;
      return body.toString("utf8", start, at - 1);
    },
    value: () => {
      const length = body.readInt32BE(at);
      at += 4 + Math.max(length, 0);
      return length < 0 ? null : body.toString("utf8", at - length, at);
    },
  };
}
