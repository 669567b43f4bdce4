import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCommands } from "../../src/commands/parse.ts";
import { renderComment } from "../../src/report/render-comment.ts";
import { renderReport } from "../../src/report/render-report.ts";
import type { ReportInput } from "../../src/report/report.ts";
import { refusalReasons } from "../../src/workflow/decision.ts";
import { states } from "../../src/workflow/states.ts";
import { hostile, kinds, parse } from "./hostile.ts";
import { at, check, checks, event, handoff, inputOf, omar, withPolicy, workflowIn } from "./sample.ts";

/** A report in which everything that can come from outside does. */
const anyInput = fc
  .record({
    state: fc.constantFrom(...states),
    status: fc.constantFrom("open" as const, "cancelled" as const),
    isHeld: fc.boolean(),
    kind: fc.constantFrom("step" as const, "retry" as const, "recover" as const, "reset" as const),
    text: hostile,
    other: hostile,
    url: fc.option(fc.oneof(fc.webUrl(), hostile)),
    data: fc.dictionary(hostile, fc.oneof(hostile, fc.jsonValue())),
  })
  .map(({ state, status, isHeld, kind, text, other, url, data }): ReportInput => {
    const by = { ...omar, login: text };
    const finding = { id: "check_run:1", kind: "check", name: text, outcome: other, url, summary: other };
    return inputOf(
      workflowIn(state, {
        ...(state === "complete" ? {} : { status, cancelledBy: status === "open" ? null : "command" }),
        ...(state === "error" ? { errorFrom: "testing", errorReason: text } : {}),
        hold: isHeld && state !== "complete" ? { by, reason: other, at: at(3) } : null,
        phaseRecords: {
          discovery: { attempts: 1, elapsedMs: 1, enteredAt: null, completedAt: at(1), completedBy: by },
        },
        policy: withPolicy({
          deployment: { environment: text, completeOn: "deployment" },
          testing: {
            checks: [
              { name: text, app: text },
              { name: "b", app: null },
            ],
          },
        }),
      }),
      {
        evidence: checks(check(text, { url, conclusion: "failure", summary: other }), check("b")),
        handoffs: [
          handoff({
            kind,
            toState: state,
            notes: text,
            by,
            data: { ...handoff().data, ...data, retry_reason: other, evidence: [finding] },
          }),
        ],
        handoffCount: 3,
        events: [
          event({ by, data: { reason: text } }),
          event({ data: { forced: true, missing: [{ kind: "check", name: other }, { kind: text }] } }),
        ],
        problems: [
          { kind: "undone", what: text, by: other, reason: refusalReasons[0] },
          { kind: "cannot_tell", what: other },
          { kind: "request_set_aside", what: text },
        ],
      },
    );
  });

/** Text of which every character takes six to be shown. */
const bad = (length: number) => "|".repeat(length);

/** The HTML that Baton writes itself. */
const ownHtml = /^<!-- baton:status -->$|^<details>\n<summary>[^<>]*<\/summary>$|^<\/details>$/;

describe("the status comment", () => {
  it("does nothing but show, whatever it is told", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { comment, check: run } = renderReport(input);
        for (const text of [comment, run.summary]) {
          expect(parseCommands(text)).toEqual([]);
          expect(text).not.toMatch(/@(?!\u200B)/);
          expect(text).not.toMatch(/#(?!\u200B)(?![# ])/);
          const tree = parse(text);
          expect(kinds(tree)).not.toContain("image");
          for (const node of tree.children) if (node.type === "html") expect(node.value).toMatch(ownHtml);
          expect(kinds(tree).filter((kind) => kind === "html").length).toBe(
            tree.children.filter((node) => node.type === "html").length,
          );
        }
        expect(comment.match(/<!--/g)).toHaveLength(1);
        expect(comment.startsWith("<!-- baton:status -->\n")).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it("is the same text whenever it is rendered from the same rows", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        expect(renderReport(input)).toEqual(renderReport(structuredClone(input)));
      }),
      { numRuns: 50 },
    );
  });

  it("stays under 60,000 characters, the longest piece shortened and the rest whole", () => {
    const plan = "A step of the plan that is rather long.\n".repeat(6_000);
    const input = inputOf(workflowIn("handoff_to_coder"), {
      handoffs: [handoff({ notes: "Short notes.", data: { ...handoff().data, implementation_plan: plan } })],
      handoffCount: 2,
    });
    const comment = renderComment(input);
    expect(comment.length).toBeLessThan(60_000);
    expect(comment).toContain("> Short notes.");
    expect(comment).toContain("_Shortened here; the history keeps all of it._");
    expect(comment).toContain("version 3._");
  });

  it("stays under 60,000 characters where every character takes several to be shown", () => {
    const data = { ...handoff().data, retry_reason: bad(60_000), [bad(200_000)]: 1 };
    const evidence = Array.from({ length: 30 }, () => ({ name: bad(500), outcome: bad(500), summary: bad(9_000) }));
    const names = Array.from({ length: 50 }, (_, n) => `${String(n)}${bad(500)}`);
    const input = inputOf(
      workflowIn("testing", {
        policy: withPolicy({ testing: { checks: names.map((name) => ({ name, app: null })) } }),
      }),
      {
        evidence: checks(...names.map((name) => check(name, { summary: bad(9_000), conclusion: "failure" }))),
        handoffs: [handoff({ kind: "reset", toState: "testing", notes: bad(60_000), data: { ...data, evidence } })],
        handoffCount: 7,
        events: Array.from({ length: 10 }, () =>
          event({ data: { reason: bad(500) }, by: { ...omar, login: bad(500) } }),
        ),
        problems: Array.from(
          { length: 20 },
          () => ({ kind: "undone", what: bad(500), by: bad(500), reason: "" }) as const,
        ),
      },
    );
    const { comment, check: run } = renderReport(input);
    expect(comment.length).toBeLessThan(60_000);
    expect(run.summary.length).toBeLessThan(60_000);
  });
});
