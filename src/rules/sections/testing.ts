import { z } from "zod";
import { app, checkName, listOf, onFailure, section, wholeNumber } from "../values.ts";

const checkOfApp = section({
  name: checkName.meta({ description: "The check's name; `*` is any text, `?` any one character." }),
  app: app.optional().meta({
    description: "The App that must report it. Without one, whoever reports a check of this name is believed.",
  }),
});

const check = z.union([checkName, checkOfApp], {
  error: 'must be the name of a check, or a mapping as in { name: "build", app: "github-actions" }',
});

export const testingSection = section({
  checks: z
    .union([z.literal("all"), listOf(check, 100)], { error: "must be `all` or a list of names of checks" })
    .default("all")
    .meta({
      description:
        "The checks of the head that must pass: `all` of them, or those named. `*` is any text, `?` any one character. A named check that is not there is waited for; with an empty list, or no checks at all, a person decides.",
    }),
  "on-failure": onFailure().default("retry").meta({
    description:
      "What a failed check does: `retry` sends the work back to implementation, `fail` ends in error, `nothing` waits for a person.",
  }),
  "settle-seconds": wholeNumber(0, 3600).default(10).meta({
    description:
      "With `all` or a pattern, nothing new must have come for so long before the checks count as complete, in seconds.",
  }),
});
