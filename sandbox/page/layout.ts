import { html, trusted } from "./html.ts";
import type { Html } from "./html.ts";
import { script } from "./script.ts";
import { style } from "./style.ts";

/** A whole page, with all that it needs in it. */
export function layout(page: { title: string; body: Html }): string {
  const whole = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${trusted(style)}
        </style>
      </head>
      <body>
        ${page.body}
        <script>
          ${trusted(script)};
        </script>
      </body>
    </html>`;
  return whole.html;
}
