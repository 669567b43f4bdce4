/** The layers of docs/architecture.md: each folder, and the folders that it may import from. */
const layers = {
  workflow: [],
  rules: ["workflow"],
  commands: ["workflow"],
  signals: ["workflow", "rules", "commands"],
  report: ["workflow", "rules", "commands", "signals"],
  prompts: ["workflow", "rules"],
  simulation: ["workflow", "rules", "commands", "signals", "report"],
  store: ["workflow", "rules", "commands", "signals", "report", "prompts"],
  schemas: ["workflow"],
  github: ["workflow", "rules", "commands", "signals", "report", "prompts"],
  orchestrator: ["workflow", "rules", "commands", "signals", "report", "prompts", "store"],
  sync: ["workflow", "rules", "commands", "signals", "report", "prompts", "store", "github", "orchestrator"],
  webhooks: ["workflow", "rules", "commands", "signals", "report", "prompts", "store", "orchestrator"],
  http: ["workflow", "rules", "commands", "signals", "report", "prompts", "store", "orchestrator"],
  cli: ["workflow", "rules", "commands", "signals", "report", "prompts", "simulation", "schemas", "store"],
};

/** Folders that do no I/O: only these packages, and nothing of Node's. */
const pure = ["workflow", "rules", "commands", "signals", "report", "prompts", "simulation"];
const purePackages = "node_modules/(zod|yaml|mdast-util-[a-z-]+|micromark[a-z-]*|@types/mdast)/";

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `layer-${layer}`,
  severity: "error",
  from: { path: `^src/${layer}/` },
  to: { path: "^src/", pathNot: `^src/(${[layer, ...allowed].join("|")})/` },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "pure-means-no-io",
      severity: "error",
      from: { path: `^src/(${pure.join("|")})/` },
      to: { dependencyTypes: ["core", "npm", "npm-dev", "npm-optional"], pathNot: purePackages },
    },
    { name: "nobody-imports-main", severity: "error", from: {}, to: { path: "^src/main\\.ts$" } },
    {
      name: "only-the-root-reads-the-environment",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(main|baton|api-ports)\\.ts$" },
      to: { path: "^src/environment\\.ts$" },
    },
    {
      name: "sandbox-knows-nothing-of-baton",
      severity: "error",
      from: { path: "^sandbox/", pathNot: "^sandbox/demo" },
      to: { path: "^src/" },
    },
    {
      name: "baton-knows-nothing-of-the-sandbox",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(sandbox|test|examples)/" },
    },
    {
      name: "examples-know-nothing-of-baton",
      severity: "error",
      from: { path: "^examples/" },
      to: { path: "^(src|sandbox|test)/" },
    },
    {
      name: "nothing-unresolved",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "only-declared-packages",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
