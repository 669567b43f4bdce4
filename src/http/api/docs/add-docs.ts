import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { compress } from "hono/compress";
import { once } from "../../once.ts";
import type { Api } from "../api.ts";

/**
 * A page on which people look through the API and try it, with a token of theirs. Everything on it comes from this server, and
 * its policy lets nothing else in: what is typed there goes to Baton alone.
 */
export function addDocs(api: Api): void {
  api.use(`${path}/*`, compress());
  api.get(path, (context) => context.html(page, 200, { ...headers, "content-security-policy": policy }));
  api.get(`${path}/start.js`, (context) => context.body(start, 200, { ...headers, "content-type": script }));
  for (const [name, type] of Object.entries(files)) {
    const read = once(() => readFile(resolve(`swagger-ui-dist/${name}`)));
    api.get(`${path}/${name}`, async (context) =>
      context.body(new Uint8Array(await read()), 200, { ...headers, "content-type": type, "cache-control": aDay }),
    );
  }
}

const path = "/api/docs";

const { resolve } = createRequire(import.meta.url);

const script = "text/javascript; charset=utf-8";

const aDay = "public, max-age=86400";

/** What is served of Swagger UI; its package holds much more. */
const files = { "swagger-ui-bundle.js": script, "swagger-ui.css": "text/css; charset=utf-8" };

const headers = { "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" };

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Baton's API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${path}/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<noscript>This page needs JavaScript. The description itself is at <a href="/api/openapi.json">/api/openapi.json</a>.</noscript>
<script src="${path}/swagger-ui-bundle.js"></script>
<script src="${path}/start.js"></script>
</body>
</html>
`;

/** Without a validator, which would be somebody else's server. */
const start = `SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  displayRequestDuration: true,
  validatorUrl: null,
});
`;
