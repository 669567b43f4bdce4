import { ToolError, type Tool } from "./tool.ts";

/** Lets time pass, for what only others can bring about: checks that run, approvals that are on their way. */
export function waitTool(wait: (ms: number) => Promise<unknown>): Tool {
  return {
    name: "wait",
    description: "Waits, for checks or approvals that are under way. At most five minutes at a time.",
    parameters: {
      type: "object",
      properties: { seconds: { type: "integer", minimum: 1, maximum: secondsMax } },
      required: ["seconds"],
      additionalProperties: false,
    },
    run: async ({ seconds }) => {
      if (typeof seconds !== "number" || !(seconds >= 1 && seconds <= secondsMax)) {
        throw new ToolError(`seconds must be a number from 1 to ${String(secondsMax)}.`);
      }
      await wait(seconds * 1000);
      return { text: "The time has passed." };
    },
  };
}

const secondsMax = 300;
