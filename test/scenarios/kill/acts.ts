import type { Deed } from "./story.ts";
import type { Point } from "./watch.ts";

const starts: Deed = (pull) => pull.comment("maria", "/start");
const begins: Deed = (pull) => pull.comment("maria", "/start\n/advance");
const advances: Deed = (pull) => pull.comment("maria", '/advance\n\n```json\n{"plan": "a form"}\n```');
const isRefused: Deed = (pull) => pull.comment("omar", "/rollback deployment");
const pushes: Deed = (pull) => pull.push("chen");
const tests: Deed = (pull) => pull.comment("maria", "/start\n/advance\n/advance\n/accept\n/advance");
const verifies: Deed = (pull) => pull.comment("maria", "/advance --force\n/accept");
const fails: Deed = ({ headSha: sha }, repository) => repository.check({ sha, name: "test", conclusion: "failure" });
const labels: Deed = (pull) => pull.label("chen", "baton: discovery");

/** A deed during which Baton is killed, what was done before it, and what is done while Baton is down. */
export interface Act {
  readonly before: readonly Deed[];
  readonly deed: Deed;
  readonly meanwhile: readonly Deed[];
  /** Where much is as elsewhere: kills at what no whole act nor one before came through, and where something is made. */
  readonly isShort?: true;
}

export const acts: readonly Act[] = [
  { before: [], deed: starts, meanwhile: [], isShort: true },
  { before: [begins], deed: advances, meanwhile: [isRefused] },
  { before: [begins, advances], deed: isRefused, meanwhile: [], isShort: true },
  { before: [begins], deed: pushes, meanwhile: [], isShort: true },
  { before: [tests], deed: fails, meanwhile: [], isShort: true },
  { before: [tests, verifies], deed: pushes, meanwhile: [], isShort: true },
  { before: [begins], deed: labels, meanwhile: [], isShort: true },
];

/** What is done before some act, in an order that suits all. */
export const preparations: readonly Deed[] = [begins, advances, tests, verifies];

const making: ReadonlySet<Point> = new Set(["save-decision 1", "POST check-runs 1"]);

/** Leaves out of the short acts what is killed elsewhere as well. */
export function shortened<T extends { readonly act: Act; readonly points: readonly Point[] }>(
  all: readonly T[],
): readonly T[] {
  const nameOf = (point: Point) => point.replace(/ \d+$/, "");
  const known = new Set(all.flatMap(({ act, points }) => (act.isShort === true ? [] : points.map(nameOf))));
  return all.map((each) => {
    if (each.act.isShort !== true) return each;
    const points = each.points.filter((point) => making.has(point) || !known.has(nameOf(point)));
    for (const point of points) known.add(nameOf(point));
    return { ...each, points };
  });
}
