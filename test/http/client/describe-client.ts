import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";

const preamble =
  "// What the API's own description says, as types: `npx vitest run test/http/client -u` writes it anew.\n\n";

/** The types of a client, made from the description that the server gives of itself. */
export async function describeClient(document: unknown): Promise<string> {
  return preamble + astToString(await openapiTS(document as OpenAPI3));
}
