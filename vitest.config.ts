import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    pool: "forks",
    // Loading everything again for each file would take longer than most files: what a file changes in the process, it puts
    // back.
    isolate: false,
    // One more than there are cores: while a test waits for a process or a lease, another one works.
    maxWorkers: availableParallelism() + 1,
    // Much is made and thrown away: with more room for what is new, the workers clear up a tenth less.
    execArgv: ["--max-semi-space-size=64"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: [
        "src/workflow/**",
        "src/rules/**",
        "src/commands/**",
        "src/signals/**",
        "src/report/**",
        "src/prompts/**",
        "src/simulation/**",
      ],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
});
