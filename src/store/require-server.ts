const oldestMajor = 15;

/** Refuses a server that is too old, by its `server_version_num` and `server_version`. */
export function requireServer({ number, version }: { readonly number: number; readonly version: string }): void {
  if (number >= oldestMajor * 10_000) return;
  throw new Error(
    `Baton needs PostgreSQL ${oldestMajor} or newer, and this server is ${version}. ` +
      "Upgrade it, or leave DATABASE_URL unset to let Baton run its own.",
  );
}
