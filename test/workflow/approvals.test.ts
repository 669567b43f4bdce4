import { describe, expect, test } from "vitest";
import { judgeReviews } from "../../src/workflow/approvals.ts";
import type { Review } from "../../src/workflow/evidence.ts";
import type { Policy } from "../../src/workflow/policy.ts";
import { aPolicy, aReview, at, holderOf, otherHead, reviewsOf, workflowIn } from "./support.ts";

const one = aPolicy({ verification: { approvals: 1 } });
const inVerification = workflowIn("verification");

function judge(reviews: readonly Review[], policy: Policy = one, workflow = inVerification) {
  return judgeReviews(reviewsOf(reviews), workflow, policy);
}

/** Of what is no verdict on the head, nobody asks whether its reviewer holds the role. */
function asRead(state: Review["state"]): Pick<Review, "state" | "holdsRole"> {
  return { state, holdsRole: state === "approved" || state === "changes_requested" };
}

describe("approvals", () => {
  test("are there once as many reviewers approved the head as the rules ask for", () => {
    expect(judge([aReview()])).toEqual({ isApproved: true, have: 1, need: 1, changesRequested: [] });
    expect(judge([aReview()], aPolicy({ verification: { approvals: 2 } })).isApproved).toBe(false);
  });

  test("are not there where nothing was read", () => {
    expect(judgeReviews(null, inVerification, one)).toMatchObject({ isApproved: false, have: 0 });
  });

  test("decide nothing where the rules ask for none", () => {
    expect(judge([aReview()], aPolicy()).isApproved).toBe(false);
  });

  test.each([
    ["of another commit", { headSha: otherHead }],
    ["by somebody without the role", { holdsRole: false }],
    ["that was dismissed", asRead("dismissed")],
    ["that only comments", asRead("commented")],
  ] as const)("do not count a review %s", (_, fields) => {
    expect(judge([aReview(fields)]).have).toBe(0);
  });

  test("count each reviewer once", () => {
    const again = [aReview({ id: "review:1" }), aReview({ id: "review:2", submittedAt: at(600) })];
    expect(judge(again).have).toBe(1);
  });

  test.each([
    ["an approval after a request for changes approves", "changes_requested", "approved", true],
    ["a request for changes after an approval stands against it", "approved", "changes_requested", false],
    ["a comment after an approval takes nothing back", "approved", "commented", true],
    ["a comment after a request for changes takes nothing back", "changes_requested", "commented", false],
    ["a dismissed one after an approval does not bring it back", "approved", "dismissed", false],
    ["an approval after a dismissed one approves", "dismissed", "approved", true],
  ] as const)("follow the latest verdict of a reviewer: %s", (_, first, second, expected) => {
    const reviews = [
      aReview({ id: "review:1", ...asRead(first), submittedAt: at(500) }),
      aReview({ id: "review:2", ...asRead(second), submittedAt: at(600) }),
    ];
    expect(judge(reviews).isApproved).toBe(expected);
    expect(judge(reviews.toReversed()).isApproved).toBe(expected);
  });

  test("do not outweigh a request for changes that stands", () => {
    const against = aReview({ reviewerId: 21, state: "changes_requested" });
    expect(judge([aReview(), against])).toEqual({
      isApproved: false,
      have: 1,
      need: 1,
      changesRequested: [against],
    });
  });

  test("with separation of duties leave out who completed the implementation", () => {
    const coder = holderOf("code_writer", 20);
    const { implementation } = inVerification.phaseRecords;
    const workflow = {
      ...inVerification,
      phaseRecords: { ...inVerification.phaseRecords, implementation: { ...implementation!, completedBy: coder } },
    };
    const strict = aPolicy({ verification: { approvals: 1 }, separationOfDuties: true });
    expect(judge([aReview({ reviewerId: 20 })], strict, workflow).have).toBe(0);
    expect(judge([aReview({ reviewerId: 21 })], strict, workflow).have).toBe(1);
    expect(judge([aReview({ reviewerId: 20 })], one, workflow).have).toBe(1);
    expect(judge([aReview({ reviewerId: 20 })], strict, { ...workflow, phaseRecords: {} }).have).toBe(1);
  });
});
