import { describe, expect, it } from "vitest";
import { buttonFor, parseButton } from "../../src/report/buttons.ts";

const intents = ["advance", "accept", "retry", "hold", "unhold"] as const;

describe("the buttons of the check run", () => {
  it.each(intents)("read back as what they ask for and the turn they were shown for: %s", (intent) => {
    expect(parseButton(buttonFor(intent, 12).identifier)).toEqual({ intent, stateSeq: 12 });
  });

  it.each(intents)("keep to GitHub's lengths: %s", (intent) => {
    const { label, description, identifier } = buttonFor(intent, 999_999_999_999);
    expect(label.length).toBeLessThanOrEqual(20);
    expect(description.length).toBeLessThanOrEqual(40);
    expect(identifier.length).toBeLessThanOrEqual(20);
  });

  it.each(["", "advance", "advance:", "advance:x", "cancel:3", "ADVANCE:3", "advance:3:4"])(
    "are not “%s”",
    (identifier) => {
      expect(parseButton(identifier)).toBeNull();
    },
  );
});
