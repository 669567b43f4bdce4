import { describe, expect, it } from "vitest";
import { nearest } from "../../src/workflow/nearest.ts";

const words = ["start", "hold", "help", "history", "rollback"] as const;

describe("a misspelt word", () => {
  it.each([
    ["start", "start"],
    ["strat", "start"],
    ["tart", "start"],
    ["staart", "start"],
    ["stert", "start"],
    ["hodl", "hold"],
    ["hel", "help"],
    ["histroy", "history"],
    ["hsitroy", "history"],
    ["roll-backs", "rollback"],
    ["rolback", "rollback"],
  ])("%j stands for %j", (given, word) => {
    expect(nearest(given, words)).toBe(word);
  });

  it.each(["", "h", "home", "stop", "story", "begin", "rollforward", "x".repeat(100_000)])(
    "stands for none: %j",
    (given) => {
      expect(nearest(given, words)).toBeNull();
    },
  );

  it("stands for the nearest of two, and for the first of equals", () => {
    expect(nearest("unhold", ["hold", "unhold"])).toBe("unhold");
    expect(nearest("hald", ["held", "hold"])).toBe("held");
  });
});
