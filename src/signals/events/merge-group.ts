import { z } from "zod";
import { common, readAction, repositoryOf, sha } from "../payload.ts";
import type { Signal } from "../signal.ts";

const ref = z.string().regex(/^refs\/heads\/./);

const schema = z.object({ ...common, merge_group: z.object({ head_sha: sha, head_ref: ref, base_ref: ref }) });

/** A merge queue asks for checks. Every group is answered, or the queue stands still; one that is gone waits for nothing. */
export function classifyMergeGroup(payload: unknown): Signal {
  return readAction("merge_group", { payload, actions: ["checks_requested"], schema }, (given) => {
    const { head_sha: headSha, head_ref: headRef, base_ref: baseRef } = given.merge_group;
    const repository = repositoryOf(given);
    return { kind: "errand", errand: { kind: "merge_group", repository, headSha, headRef, baseRef } };
  });
}
