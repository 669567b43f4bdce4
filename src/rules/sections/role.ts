import type { z } from "zod";
import { roleNames, type Role } from "../../workflow/roles.ts";
import { app, listOf, login, oneOf, section, team, workflowFile } from "../values.ts";
import { callSection } from "./call.ts";

/** Who plays one role, and how it is called. */
export function roleSection(role: Role) {
  const acceptByDefault = role === "test_auditor" ? "automatic" : "manual";
  const schema = section({
    users: listOf(login, 100).default([]).meta({ description: "Logins of people who play the role." }),
    teams: listOf(team, 50).default([]).meta({
      description: "Teams whose members play the role, those of their child teams too.",
    }),
    apps: listOf(app, 50).default([]).meta({
      description: "Slugs of GitHub Apps that play the role. Apps and bots play no role in which they are not named.",
    }),
    actions: listOf(workflowFile, 50).default([]).meta({
      description:
        "Files in `.github/workflows` whose runs on the default branch play the role, with a token that they get for their OIDC token.",
    }),
    accept: oneOf(["manual", "automatic"]).default(acceptByDefault).meta({
      description:
        "Who accepts a handoff to the role: `manual` waits for somebody to accept it, `automatic` accepts it at once, because machines play the role.",
    }),
    call: callSection.optional().meta({ description: "How the role is told that it is its turn, in one way only." }),
  });
  return schema
    .superRefine(demandSomebodyToCall)
    .meta({ allOf: [calledBy("mention", ["users", "teams", "apps"]), calledBy("request-review", ["users", "teams"])] })
    .prefault({})
    .meta({
      title: roleNames[role],
      description:
        "Who plays the role, and how it is called. While nobody is named, everybody with write access plays it.",
    });
}

interface Callable {
  readonly users: readonly string[];
  readonly teams: readonly string[];
  readonly apps: readonly string[];
  readonly call?: z.output<typeof callSection> | undefined;
}

function demandSomebodyToCall({ users, teams, apps, call }: Callable, context: z.core.$RefinementCtx): void {
  const people = users.length + teams.length;
  if (call?.mention === true && people + apps.length === 0) {
    context.addIssue({ code: "custom", path: ["call", "mention"], message: "needs users, teams or apps to mention" });
  }
  if (call?.["request-review"] === true && people === 0) {
    context.addIssue({ code: "custom", path: ["call", "request-review"], message: "needs users or teams to ask" });
  }
}

/** The same for editors. */
function calledBy(way: string, lists: readonly string[]): object {
  const call = { type: "object", properties: { [way]: { const: true } }, required: [way] };
  const oneNamed = (list: string) => ({ properties: { [list]: { type: "array", minItems: 1 } }, required: [list] });
  return { anyOf: [{ not: { properties: { call }, required: ["call"] } }, ...lists.map(oneNamed)] };
}
