import type { Client } from "./client.ts";
import type { PullTarget } from "./pull-target.ts";
import { repositoryName } from "./repository-name.ts";

/** An Actions workflow to start, by the name of its file. */
export interface WorkflowDispatch {
  readonly file: string;
  /** GitHub takes strings only, and no input that the file does not declare. */
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * Starts an Actions workflow on the default branch: a pull request's own branch could carry another file of that name.
 * https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event
 */
export async function dispatchWorkflow(
  client: Client,
  { fullName }: Pick<PullTarget, "fullName">,
  { file, inputs }: WorkflowDispatch,
): Promise<void> {
  const repository = repositoryName(fullName);
  const { data } = await client.rest.repos.get({ ...repository });
  await client.rest.actions.createWorkflowDispatch({
    ...repository,
    workflow_id: file,
    ref: data.default_branch,
    inputs: { ...inputs },
  });
}
