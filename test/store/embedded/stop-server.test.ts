import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { isAlive } from "../../../src/store/embedded/postmaster.ts";
import { stopServer } from "../../../src/store/embedded/server.ts";

/** Ends as a server does that has much memory to give back: its lock file is gone well before it is. */
const slowToEnd = `process.on("SIGINT", () => {
  require("node:fs").rmSync("postmaster.pid");
  setTimeout(() => process.exit(), 200);
});
setInterval(() => {}, 60_000);
console.log("ready");`;

it.runIf(process.platform !== "win32")(
  "is over once the server has ended, not when it has let its files go",
  async () => {
    const cluster = await realpath(await mkdtemp(join(inject("scratch"), "baton-stop-")));
    const server = spawn(process.execPath, ["-e", slowToEnd], { cwd: cluster, stdio: ["ignore", "pipe", "inherit"] });
    await once(server.stdout, "data");
    const lock = join(cluster, "postmaster.pid");
    await writeFile(lock, [server.pid, cluster, "1769900000", "5432", cluster, "", "  1 2", "ready", ""].join("\n"));
    const place = { account: null, home: cluster, cluster, socketDir: cluster };
    await stopServer(place, { postgres: "", initdb: "", pgCtl: "", major: 15 });
    expect(existsSync(lock)).toBe(false);
    expect(isAlive(server.pid ?? 0)).toBe(false);
    await rm(cluster, { recursive: true });
  },
);
