import type { Worker } from "node:worker_threads";
import type { Answer, Question } from "./answer.ts";
import { startThread } from "./start-thread.ts";

/** Holds values against JSON Schemas that repositories wrote. */
export interface SchemaChecker {
  readonly ask: (question: Question) => Promise<Answer>;
  /** Answers what was asked, and ends the thread. Nothing may be asked after it. */
  readonly stop: () => Promise<void>;
}

/** What one question may take, from being handed to a thread that is ready. */
const answerMsMax = 1_000;

/**
 * Makes a checker with one thread, which is started when it is needed first and replaced when a question took too much. One
 * question is answered after the other: the time that each may take is bounded, so the wait is as well.
 */
export function createSchemaChecker(): SchemaChecker {
  let thread: Promise<Worker> | null = null;
  let line: Promise<unknown> = Promise.resolve();

  async function answer(question: Question): Promise<Answer> {
    const worker = await ready();
    const answered = await answerOf(worker, question);
    if (answered !== null) return answered;
    thread = null;
    await worker.terminate();
    return { kind: "too_much" };
  }

  async function ready(): Promise<Worker> {
    const starting = (thread ??= startThread());
    const forget = () => {
      if (thread === starting) thread = null;
    };
    const worker = await starting.catch((error: unknown) => {
      forget();
      throw error;
    });
    // A thread that ends by itself is no error of the process; the next question gets a new one.
    if (worker.listenerCount("error") === 0) worker.on("error", forget).on("exit", forget);
    return worker;
  }

  return {
    ask: (question) => {
      const mine = line.then(() => answer(question));
      line = mine.catch(() => undefined);
      return mine;
    },
    stop: async () => {
      await line;
      const last = await thread?.catch(() => null);
      thread = null;
      await last?.terminate();
    },
  };
}

/** The thread's answer; null where it took too long, or ended because it took too much memory. */
function answerOf(worker: Worker, question: Question): Promise<Answer | null> {
  return new Promise((resolve) => {
    const end = (answer: Answer | null) => {
      clearTimeout(timer);
      worker.off("message", end).off("error", giveUp).off("exit", giveUp);
      resolve(answer);
    };
    const giveUp = () => {
      end(null);
    };
    const timer = setTimeout(giveUp, answerMsMax);
    worker.on("message", end).on("error", giveUp).on("exit", giveUp);
    worker.postMessage(question);
  });
}
