import type { RecordedEvent } from "../report/report.ts";

const movesOfHead: ReadonlySet<string> = new Set(["head_changed", "reset_by_push"]);

/**
 * The heads that the pull request has left since its report was last published: the report may still stand on them.
 * @param events the newest of the workflow; a head that was left longer ago is left to GitHub, which ends what lies there after 14 days.
 */
export function leftHeads(
  events: readonly Pick<RecordedEvent, "type" | "cause" | "data">[],
  { publishedVersion, headSha }: { readonly publishedVersion: number; readonly headSha: string },
): readonly string[] {
  const left = events
    .filter(({ type, cause }) => movesOfHead.has(type) && versionBefore(cause) >= publishedVersion)
    .map(({ data }) => data["from_head"])
    .filter((sha) => typeof sha === "string" && sha !== headSha);
  return [...new Set(left)] as readonly string[];
}

/** A fact's cause is its kind and the version that it was judged on. */
function versionBefore(cause: string): number {
  return Number(/^push@(\d+)$/.exec(cause)?.[1] ?? -1);
}
