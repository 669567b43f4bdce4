import type { Automatic } from "../workflow/explanation.ts";
import { showTime } from "./time.ts";

/** Something that Baton does by itself, as an item of a list. */
export function automaticText({ does, once, at }: Automatic): string {
  switch (does) {
    case "accept":
      return "It takes the baton for the role that receives it, at once.";
    case "advance":
      return `It goes on once ${triggers[once]}${at === null ? "" : `; they count from ${showTime(at)} on if nothing new comes`}.`;
    case "retry":
      return `It sends the work back to implementation once ${triggers[once]}.`;
    case "fail":
      return `It ends the relay in Error once ${triggers[once]}${at === null ? "" : `, at ${showTime(at)}`}.`;
    case "look":
      return `It reads GitHub again${at === null ? "" : ` ${showTime(at)}`}, also if nothing is heard of it.`;
  }
}

const triggers: Readonly<Record<Automatic["once"], string>> = {
  now: "it has looked",
  checks_passed: "the checks have passed",
  check_failed: "a check fails",
  approved: "the approvals are all there",
  changes_requested: "somebody who plays the role requests changes",
  deployed: "GitHub shows a deployment that succeeded",
  deployment_failed: "the deployment fails",
  merged: "the pull request is merged",
  time_is_up: "the phase has taken longer than it may",
};
