import { onFailure, section, wholeNumber } from "../values.ts";

export const verificationSection = section({
  approvals: wholeNumber(0, 50).default(0).meta({
    description:
      "How many people who play Verification Overseer must have approved the head. With 0 a command decides.",
  }),
  "on-changes-requested": onFailure().default("retry").meta({
    description:
      "What a review that requests changes does: `retry` sends the work back to implementation, `fail` ends in error, `nothing` waits for a person.",
  }),
});
