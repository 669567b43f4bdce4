import { creator, environment, oneOf, section } from "../values.ts";

export const deploymentSection = section({
  environment: environment.optional().meta({ description: "The environment that counts as production." }),
  creator: creator.optional().meta({
    description: "Who must have created the deployment: a login or an App's slug. Anybody by default.",
  }),
  "complete-on": oneOf(["command", "deployment", "merge"]).default("command").meta({
    description:
      "What completes the deployment: a `command`, a successful `deployment` of the environment, or the `merge` of the pull request.",
  }),
})
  .refine((deployment) => deployment["complete-on"] !== "deployment" || deployment.environment !== undefined, {
    path: ["complete-on"],
    error: "is `deployment`, which needs an `environment` to tell which deployment counts",
  })
  .meta({
    allOf: [
      {
        anyOf: [
          { not: { properties: { "complete-on": { const: "deployment" } }, required: ["complete-on"] } },
          { required: ["environment"] },
        ],
      },
    ],
  });
