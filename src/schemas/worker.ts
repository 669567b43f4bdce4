import { parentPort } from "node:worker_threads";
import type { Question } from "./answer.ts";
import { createAnswering } from "./answer-question.ts";

/** The thread in which schemas work: a hostile pattern can keep it busy forever, and only ending the thread ends that. */
const answer = createAnswering();
// The first use of each draft takes as long as many later ones, and that is nobody's fault who asks.
for (const draft of ["https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-07/schema"]) {
  answer({ schema: { $schema: draft, type: "object" }, value: {} });
}
parentPort?.on("message", (question: Question) => {
  parentPort?.postMessage(answer(question));
});
parentPort?.postMessage("ready");
