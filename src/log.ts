import { pino, type DestinationStream, type Logger } from "pino";

export interface LogSettings {
  readonly level: string;
  readonly format: "json" | "pretty";
}

/**
 * The process's log: one JSON object a line, or readable lines at a desk. Errors are cut down to what helps to mend them:
 * those of Octokit and Probot carry requests, tokens and payloads along.
 */
export function createLog({ level, format }: LogSettings, destination?: DestinationStream): Logger {
  const options = {
    name: "baton",
    level,
    serializers: { err: plainError, error: plainError },
    redact: { paths: ["*.authorization", "*.token", "*.privateKey", "*.webhookSecret"], censor: "[secret]" },
  };
  if (destination !== undefined) return pino(options, destination);
  // Line by line: of lines that wait for a thread to write them, an end of the process loses or reorders the last.
  if (format === "json") return pino(options, pino.destination({ sync: true }));
  return pino({ ...options, transport: { target: "pino-pretty", options: { ignore: "pid,hostname" } } });
}

interface PlainError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: unknown;
  readonly status?: unknown;
  readonly cause?: PlainError;
  readonly errors?: readonly PlainError[];
}

const causesMax = 5;

const messageLengthMax = 1_000;

const stackFramesMax = 20;

function plainError(error: unknown, depth = 0): PlainError {
  if (!(error instanceof Error)) return { type: typeof error, message: clip(String(error)) };
  const message = clip(withoutParameters(error.message));
  const frames = framesOf(error);
  return {
    type: error.constructor.name,
    message,
    ...(frames === "" ? {} : { stack: `${error.name}: ${message}\n${frames}` }),
    ...("code" in error ? { code: error.code } : {}),
    ...("status" in error ? { status: error.status } : {}),
    ...(error.cause === undefined || depth >= causesMax ? {} : { cause: plainError(error.cause, depth + 1) }),
    ...(error instanceof AggregateError && depth < causesMax
      ? { errors: error.errors.slice(0, causesMax).map((inner) => plainError(inner, depth + 1)) }
      : {}),
  };
}

/** drizzle ends the message of a query that failed with its parameters, which hold what people wrote. */
function withoutParameters(message: string): string {
  return message.replace(/\nparams: .*$/s, "");
}

/** The stack without the message that it repeats. */
function framesOf({ stack = "" }: Error): string {
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return frames.slice(0, stackFramesMax).join("\n");
}

function clip(text: string): string {
  return text.length <= messageLengthMax ? text : `${text.slice(0, messageLengthMax)}…`;
}
