/** Who Baton is on GitHub: it ignores itself, and knows its own comments and check runs. */
export interface Self {
  readonly appId: number;
  readonly slug: string;
}

/** Whether an account is Baton's own. A person can be called `baton`, but only the App's account is a bot of its slug. */
export function isSelf(account: { readonly login: string; readonly type: string } | null, self: Self): boolean {
  if (account === null || account.type !== "Bot") return false;
  return account.login.toLowerCase() === `${self.slug}[bot]`.toLowerCase();
}
