type Json = Readonly<Record<string, unknown>>;

/** The arguments of the calls over MCP that a text shows. */
export function jsonBlocks(markdown: string): readonly Json[] {
  return Array.from(markdown.matchAll(/^```json\n([\s\S]*?)\n```$/gm), ([, json = ""]) => JSON.parse(json) as Json);
}

/** The bodies of the calls over HTTP that a text shows. */
export function shellBodies(markdown: string): readonly Json[] {
  return Array.from(
    markdown.matchAll(/<<'JSON'\n([\s\S]*?)\nJSON\n```$/gm),
    ([, json = ""]) => JSON.parse(json) as Json,
  );
}
