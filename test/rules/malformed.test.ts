import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRules } from "../../src/rules/parse-rules.ts";

/** One line of a rules file; one without a value has lines below it. */
interface Line {
  readonly parent: string;
  readonly depth: number;
  readonly key: string;
  readonly value: string | null;
}

/** A file with one thing wrong, and where that is. */
interface Malformed {
  readonly text: string;
  /** The lines that a person would look at, from 1; the first is where it is wrong. */
  readonly from: number;
  readonly to: number;
  readonly column?: number;
  readonly path?: string;
  readonly suggestion?: string;
}

const valid: readonly Line[] = `
start: manual
roles:
  q_assistant:
    users: [maria, omar]
    teams: [acme/product]
    accept: manual
  code_writer:
    apps: [copilot-swe-agent]
    call:
      actions-workflow: code-writer.yml
  test_auditor:
    accept: automatic
  verification_overseer:
    teams: [acme/reviewers]
    call:
      request-review: true
  release_manager:
    users: [omar]
    actions: [release.yml]
    call:
      mention: true
testing:
  checks: [build, "test / *"]
  on-failure: retry
  settle-seconds: 10
verification:
  approvals: 1
  on-changes-requested: retry
deployment:
  environment: production
  creator: github-actions
  complete-on: deployment
gate: verification
limits:
  retries: 5
  phase-hours:
    testing: 4
    verification: 48
separation-of-duties: true
handoff-schemas:
  planning: .github/baton/planning.schema.json
  testing: .github/baton/testing.schema.json
without-workflow: none
`
  .trim()
  .split("\n")
  .reduce<Line[]>((before, text) => {
    const [, indent = "", key = "", value = ""] = /^( *)([\w-]+):(?: (.*))?$/.exec(text)!;
    const depth = indent.length / 2;
    const above = before.findLast((line) => line.depth === depth - 1);
    const parent = above === undefined ? "" : pathOf(above);
    return [...before, { parent, depth, key, value: value === "" ? null : value }];
  }, []);

function pathOf({ parent, key }: Line): string {
  return parent === "" ? key : `${parent}.${key}`;
}

function write(lines: readonly Line[]): string[] {
  return lines.map(({ depth, key, value }) => `${"  ".repeat(depth)}${key}:${value === null ? "" : ` ${value}`}`);
}

const indexes = (fits: (line: Line) => boolean) => {
  return fc.constantFrom(...[...valid.keys()].filter((at) => fits(valid[at]!)));
};
const anyLine = indexes(() => true);
const leaf = indexes(({ value }) => value !== null);
const branch = indexes(({ value }) => value === null);

function replaced(at: number, line: Line): string {
  return write(valid.toSpliced(at, 1, line)).join("\n");
}

/** The lines below a line. */
function below(at: number): number {
  const end = valid.findIndex(({ depth }, index) => index > at && depth <= valid[at]!.depth);
  return (end === -1 ? valid.length : end) - at - 1;
}

/** Where a value begins that stands behind its key. */
function valueColumn({ depth, key }: Line): number {
  return depth * 2 + key.length + 3;
}

const misspelt = fc
  .tuple(anyLine, fc.nat(), fc.constantFrom("left out", "doubled", "swapped", "exchanged"))
  .map(([at, seed, how]): Malformed => {
    const line = valid[at]!;
    // A letter at the start would be another word's; one inside is a slip.
    const index = 1 + (seed % (line.key.length - 2));
    const [head, one, two, tail] = [
      line.key.slice(0, index),
      line.key[index]!,
      line.key[index + 1]!,
      line.key.slice(index + 2),
    ];
    const middle = {
      "left out": two,
      doubled: one + one + two,
      swapped: two + one,
      exchanged: `${one === "x" ? "y" : "x"}${two}`,
    }[how];
    const key = middle === one + two ? `${head}x${two}${tail}` : head + middle + tail;
    const place = { ...line, key };
    const parent = valid.findLast(({ depth }, above) => above < at && depth < line.depth);
    const known = parent === undefined ? key : `${pathOf(parent)}.${key}`;
    return {
      text: replaced(at, place),
      ...{ from: at + 1, to: valid.length },
      ...{ column: line.depth * 2 + 1, path: known, suggestion: line.key },
    };
  });

const wrongType = fc
  .tuple(leaf, fc.constantFrom("{ some: 1 }", "[[1]]", '"\\0 none"'))
  .map(([at, value]): Malformed => {
    const line = valid[at]!;
    // A list in a list is wrong inside, where the outer one is right.
    const isInside = value === "[[1]]" && line.value!.startsWith("[");
    return {
      text: replaced(at, { ...line, value }),
      ...{ from: at + 1, to: valid.length },
      column: valueColumn(line) + (isInside ? 1 : 0),
      path: pathOf(line) + (isInside ? "[0]" : ""),
    };
  });

const wrongSection = fc.tuple(branch, fc.constantFrom("some", "[]", "12", "true")).map(([at, value]): Malformed => {
  const line = valid[at]!;
  return {
    text: write(valid.toSpliced(at, below(at) + 1, { ...line, value })).join("\n"),
    ...{ from: at + 1, to: at + 1, column: valueColumn(line), path: pathOf(line) },
  };
});

const emptied = leaf.map((at): Malformed => {
  const line = valid[at]!;
  return {
    text: replaced(at, { ...line, value: null }),
    ...{ from: at + 1, to: valid.length, column: line.depth * 2 + 1, path: pathOf(line) },
  };
});

const childless = branch.map((at): Malformed => {
  const line = valid[at]!;
  const lines = valid.toSpliced(at + 1, below(at));
  return {
    text: write(lines).join("\n"),
    ...{ from: at + 1, to: at + 1, column: line.depth * 2 + 1, path: pathOf(line) },
  };
});

/** Keys of one section only, so that there is no doubt where they belong. */
const ofOnePlace = indexes(
  ({ parent, value }) => value !== null && /^(testing|verification|deployment|limits)$/.test(parent),
);

const nestedWrongly = fc
  .tuple(
    ofOnePlace,
    indexes(({ value, parent }) => value === null && !parent.startsWith("roles.")),
  )
  .filter(([at, into]) => pathOf(valid[into]!) !== valid[at]!.parent)
  .map(([at, into]): Malformed => {
    const [line, section] = [valid[at]!, valid[into]!];
    const moved = { ...line, depth: section.depth + 1 };
    const path = `${pathOf(section)}.${line.key}`;
    return {
      text: write(valid.toSpliced(into + 1, 0, moved)).join("\n"),
      ...{ from: into + 2, to: into + 2, column: moved.depth * 2 + 1, path, suggestion: pathOf(line) },
    };
  });

const hoisted = fc.tuple(ofOnePlace, fc.boolean()).map(([at, isFirst]): Malformed => {
  const line = valid[at]!;
  const where = isFirst ? 0 : valid.length;
  return {
    text: write(valid.toSpliced(where, 0, { ...line, depth: 0 })).join("\n"),
    ...{ from: where + 1, to: where + 1, column: 1, path: line.key, suggestion: pathOf(line) },
  };
});

const twice = fc.tuple(leaf, fc.boolean()).map(([at, isFarther]): Malformed => {
  const line = valid[at]!;
  const end = valid.findIndex(({ depth }, index) => index > at && depth < line.depth);
  const where = isFarther ? (end === -1 ? valid.length : end) : at + 1;
  return {
    text: write(valid.toSpliced(where, 0, line)).join("\n"),
    ...{ from: where + 1, to: where + 1, column: line.depth * 2 + 1, path: pathOf(line) },
  };
});

/** Lines that have one like them before and after, so that another indentation cannot be right. */
const inTheMiddle = indexes((line) => {
  const at = valid.indexOf(line);
  const hasLeafBefore = valid[at - 1]?.parent === line.parent && valid[at - 1]?.value !== null;
  return hasLeafBefore && valid[at + below(at) + 1]?.parent === line.parent;
});

const badlyIndented = fc
  .tuple(inTheMiddle, fc.constantFrom("", " ", "   ", "\t"))
  .chain(([at, extra]) => {
    const lines = write(valid);
    const text = lines[at]!;
    lines[at] = extra === "\t" ? `\t${text.trim()}` : extra + text.slice(extra === "" && valid[at]!.depth > 0 ? 1 : 0);
    const isChanged = lines[at] !== text;
    // A line too deep reads as more of the value above it.
    return isChanged
      ? fc.constant<Malformed>({ text: lines.join("\n"), from: at, to: at + below(at) + 2 })
      : fc.constant(null);
  })
  .filter((malformed) => malformed !== null);

const badYaml = fc
  .tuple(
    leaf,
    fc.constantFrom(
      "@maria",
      "*all",
      "&all all",
      "!!js x",
      "[a, b",
      "{ a: b",
      '"a',
      "'a",
      "a: b",
      "]",
      "`a`",
      '"\\q"',
      "%a: b",
      "- a",
    ),
  )
  .map(([at, value]): Malformed => {
    const line = valid[at]!;
    return { text: replaced(at, { ...line, value }), from: at + 1, to: at + 1 };
  });

const withoutColon = leaf.map((at): Malformed => {
  const lines = write(valid);
  lines[at] = lines[at]!.replace(":", "");
  // Without its colon a line may read as more of the value above it.
  return { text: lines.join("\n"), from: Math.max(1, at), to: at + 2 };
});

const foreign = fc
  .tuple(
    fc.integer({ min: 1, max: valid.length }),
    fc.constantFrom("---", "--- some", "%YAML 1.1", "some", "- some", "}"),
  )
  .map(([at, text]): Malformed => {
    return { text: write(valid).toSpliced(at, 0, text).join("\n"), from: at, to: at + 2 };
  });

const incomplete = fc.constant<Malformed>({
  text: write(valid.filter(({ key }) => key !== "environment")).join("\n"),
  from: valid.findIndex(({ key }) => key === "complete-on"),
  to: valid.findIndex(({ key }) => key === "complete-on"),
  path: "deployment.complete-on",
});

const malformed = fc.oneof(
  ...[misspelt, wrongType, wrongSection, emptied, childless, nestedWrongly, hoisted, twice, badlyIndented, badYaml],
  ...[withoutColon, foreign, incomplete],
);

describe("a rules file", () => {
  it("is good before it is spoilt", () => {
    expect(parseRules(write(valid).join("\n"))).toMatchObject({ ok: true });
  });

  it("that is malformed in any of hundreds of ways is refused as a whole, with an error that names the place", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(malformed, ({ text, from, to, column, path, suggestion }) => {
        seen.add(text);
        const parsed = parseRules(text);
        expect(parsed, text).toEqual({ ok: false, problems: expect.anything() });
        if (parsed.ok) return;
        const said = JSON.stringify(parsed.problems, null, 2);
        const [first] = parsed.problems;
        expect(first!.line, `${text}\n${said}`).toBeGreaterThanOrEqual(from);
        expect(first!.line, `${text}\n${said}`).toBeLessThanOrEqual(to);
        if (path === undefined) return;
        const named = parsed.problems.find((problem) => problem.path === path);
        expect(named, `${text}\n${said}`).toMatchObject({
          line: from,
          ...(column === undefined ? {} : { column }),
          ...(suggestion === undefined ? {} : { suggestion }),
        });
      }),
      { numRuns: 600 },
    );
    expect(seen.size).toBeGreaterThanOrEqual(200);
  });
});
