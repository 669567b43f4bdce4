import { config } from "dotenv";
import { runCommandLine } from "./command-line.ts";

config({ quiet: true });
process.exitCode = await runCommandLine(
  process.argv.slice(2),
  {
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
  },
  { variables: process.env, now: () => new Date() },
);
