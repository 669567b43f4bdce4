import { createHash } from "node:crypto";
import { query, type Database } from "../database.ts";

/** Longer than any difference of clocks under which a token of GitHub's is still taken. */
const marginSeconds = 3_600;

/** Uses up a token of GitHub's. False when it was used before. */
export async function spendAssertion(
  db: Database,
  /** Its id, and when it expires in seconds since 1970: after that nobody takes it any more. */
  { jti, exp }: { readonly jti: string; readonly exp: number },
): Promise<boolean> {
  const digest = createHash("sha256").update(jti).digest();
  const rows = await query(
    db,
    `insert into spent_assertions (digest, expires_at) values ($1, to_timestamp($2))
     on conflict (digest) do nothing returning digest`,
    [digest, exp + marginSeconds],
    "spend-assertion",
  );
  return rows.length === 1;
}
