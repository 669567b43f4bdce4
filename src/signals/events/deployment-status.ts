import { z } from "zod";
import { common, fact, readAction } from "../payload.ts";
import type { Signal } from "../signal.ts";

const schema = z.object(common);

/** A deployment's commit may be the head, the merge commit or a descendant, so every relay is looked at that waits for one. */
export function classifyDeploymentStatus(payload: unknown): Signal {
  return readAction("deployment_status", { payload, actions: ["created"], schema }, (given) => {
    return fact(given, { by: "repository" });
  });
}
