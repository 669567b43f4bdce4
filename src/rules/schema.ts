import type { z } from "zod";
import { phases } from "../workflow/states.ts";
import { deploymentSection } from "./sections/deployment.ts";
import { perPhase } from "./sections/per-phase.ts";
import { rolesSection } from "./sections/roles.ts";
import { testingSection } from "./sections/testing.ts";
import { verificationSection } from "./sections/verification.ts";
import { flag, hours, oneOf, schemaPath, section, wholeNumber } from "./values.ts";

/** `.github/baton.yml`: the one source of its parser, its JSON Schema and its reference. Every key can be left out. */
export const rulesSchema = section({
  start: oneOf(["manual", "opened", "label"]).default("manual").meta({
    description:
      "What starts a workflow: `manual` when somebody asks for it, `opened` with every pull request that is opened, `label` with the label `baton: start`.",
  }),
  roles: rolesSection.prefault({}).meta({ description: "Who plays each role, and how it is called." }),
  testing: testingSection.prefault({}).meta({ description: "What testing needs." }),
  verification: verificationSection.prefault({}).meta({ description: "What verification needs." }),
  deployment: deploymentSection.prefault({}).meta({ description: "What deployment needs." }),
  gate: oneOf(phases).default("verification").meta({
    description: "The check run turns green once this phase is passed; require it in the branch's protection.",
  }),
  limits: section({
    retries: wholeNumber(0, 100).default(5).meta({
      description: "How often a workflow may be sent back; the one past it ends in error.",
    }),
    "phase-hours": perPhase(hours.meta({ description: "Hours that the phase may take." }))
      .prefault({})
      .meta({ description: "Hours that a phase may take, time on hold not counted. It ends in error after them." }),
    "claim-minutes": wholeNumber(1, 1440).default(30).meta({
      description:
        "Minutes after which an agent that took a phase on and is not heard of loses it. The role is called again, three times at most.",
    }),
  })
    .prefault({})
    .meta({ description: "What ends a workflow in error by itself." }),
  "separation-of-duties": flag.default(false).meta({
    description:
      "Whoever completed implementation cannot complete testing, verification or deployment of the same workflow.",
  }),
  "handoff-schemas": perPhase(schemaPath.meta({ description: "What a result of the phase must match." }))
    .prefault({})
    .meta({ description: "JSON Schemas that the results of phases must match, as paths inside `.github/`." }),
  "without-workflow": oneOf(["none", "neutral"]).default("none").meta({
    description:
      "The check run of a pull request without a workflow: `none`, or `neutral`, which lets it pass where the check is required.",
  }),
});

/** The rules of a repository, complete. */
export type Rules = DeepReadonly<z.output<typeof rulesSchema>>;

type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;
