/** Something that the model can call. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** A JSON Schema of the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly run: (given: Arguments) => Promise<ToolAnswer>;
}

export type Arguments = Readonly<Record<string, unknown>>;

export interface ToolAnswer {
  readonly text: string;
  /** The turn is over with this. */
  readonly ends?: TurnEnd;
}

/** How a turn came out. */
export type TurnEnd =
  /** The baton went on, or back. */
  | { readonly kind: "moved"; readonly from: string; readonly to: string }
  /** Somebody else moved it meanwhile, or it may not be moved now. */
  | { readonly kind: "stopped"; readonly why: string }
  /** The model did not get there within its limits. */
  | { readonly kind: "gave_up"; readonly why: string };

/** A text among the arguments; the message goes back to the model. */
export function textOf(given: Arguments, name: string): string {
  const value = given[name];
  if (typeof value !== "string") throw new ToolError(`${name} must be a text.`);
  return value;
}

/** What a tool cannot do, in words for the model. */
export class ToolError extends Error {
  override readonly name = "ToolError";
}

/** The first part of a text that is too long, with a note of what is missing. */
export function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max)}\n[… ${String(text.length - max)} more characters]`;
}
