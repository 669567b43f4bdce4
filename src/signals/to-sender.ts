import type { Sender } from "./said.ts";

/** An account as GitHub shows it, in payloads and in answers. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: string;
  readonly html_url?: string | null | undefined;
}

/** Somebody who says something. Whatever is no user is taken for a bot, which holds no role by itself. */
export function toSender({ id, login, type, html_url: url }: Account): Sender {
  if (type === "User") return { id, login, type, slug: null };
  return { id, login, type: "Bot", slug: /\/apps\/([^/?#]+)$/.exec(url ?? "")?.[1] ?? null };
}
