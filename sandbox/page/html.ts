/** Text that is known to be safe as it is. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | null | undefined | false | readonly Part[];

/** HTML with everything that is put into it escaped, other HTML excepted. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const filled = strings.map((text, at) => text + rendered(parts[at]));
  return { html: filled.join("") };
}

/** For what was made safe elsewhere. */
export function trusted(text: string): Html {
  return { html: text };
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function rendered(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (typeof part === "string" || typeof part === "number") return escaped(String(part));
  return "html" in part ? part.html : part.map(rendered).join("");
}
