/** What a command finds around it. */
export interface Surroundings {
  readonly variables: NodeJS.ProcessEnv;
  readonly now: () => Date;
}
