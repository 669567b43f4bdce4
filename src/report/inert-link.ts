import { inertText } from "./inert.ts";

/** What a link from outside is shown with. `serverUrl` is where GitHub is. */
export interface LinkSource {
  readonly text: string;
  readonly url: string | null;
  readonly serverUrl: string;
  /** Characters that the text may take; it takes a hundred at most. */
  readonly max: number;
}

/**
 * A link that somebody else named, if following it is all it does: a web address without credentials. An address on
 * GitHub is linked only where it shows runs, because one of an issue or a commit would leave a reference over there.
 */
export function inertLink({ text, url, serverUrl, max }: LinkSource): string {
  const label = inertText(text, Math.min(100, max)) || "link";
  const target = url === null ? null : safeTarget(url, serverUrl);
  return target === null ? label : `[${label}](<${target}>)`;
}

const urlMax = 500;

function safeTarget(given: string, serverUrl: string): string | null {
  if (given.length > urlMax || !URL.canParse(given)) return null;
  const url = new URL(given);
  if (!["http:", "https:"].includes(url.protocol) || url.username !== "" || url.password !== "") return null;
  const server = new URL(serverUrl).hostname;
  const isOnServer = url.hostname === server || url.hostname.endsWith(`.${server}`);
  if (isOnServer && !/^\/[^/]+\/[^/]+\/(actions|runs)(\/|$)/.test(url.pathname)) return null;
  // The fragment goes: a `#` and a number would be read as a reference in e-mail.
  url.hash = "";
  return url.href.replace(/[^\w\-.~:/?%&=+,;]/g, percentEncoded).replace(/&/g, "&amp;");
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
