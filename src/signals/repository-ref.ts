/** The repository as the payload names it, with the installation that the delivery came for. */
export interface RepositoryRef {
  readonly id: number;
  readonly ownerId: number;
  readonly fullName: string;
  readonly installationId: number;
}
