/** What identifies a pull request for good: names change, these do not. */
export interface PullRef {
  readonly repositoryId: number;
  readonly pullNumber: number;
}
