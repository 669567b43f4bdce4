/** What a repository_dispatch or workflow_dispatch asked for. Nothing runs here; tests read the record. */
export interface Dispatch {
  readonly kind: "repository" | "workflow";
  readonly actor: string;
  /** The event type, or the file name or id of the Actions workflow. */
  readonly target: string;
  readonly ref: string | null;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly at: Date;
}
