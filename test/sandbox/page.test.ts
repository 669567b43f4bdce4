import { afterEach, beforeEach, expect, test } from "vitest";
import { markdown } from "../../sandbox/page/markdown.ts";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let pull: PullDriver;
const path = "/acme/shop/pull/1";
beforeEach(async () => {
  desk = await openDesk();
  pull = desk.repository.openPull({ by: "chen", title: "Pay <b>by card</b>", body: "Closes the **gap**." });
});
afterEach(() => desk.close());

async function show(at = path): Promise<string> {
  const { status, body } = await desk.asNobody(`GET ${at}`);
  expect(status).toBe(200);
  return body as string;
}

function act(fields: Readonly<Record<string, unknown>>, headers: Readonly<Record<string, string>> = {}) {
  return desk.asNobody(`POST ${path}/act`, fields, { "content-type": "application/json", ...headers });
}

test("the page of a pull request shows its title as text and what was said as Markdown", async () => {
  pull.comment("rita", "| a | b |\n| - | - |\n| 1 | 2 |");
  pull.review("omar", "approved", "*Good.*");
  const page = await show();
  expect(page).toContain("Pay &#60;b&#62;by card&#60;/b&#62;");
  expect(page).toContain("<strong>gap</strong>");
  expect(page).toContain("<td>1</td>");
  expect(page).toContain("approved these changes");
});

test("the front page leads to every pull request", async () => {
  expect(await show("/")).toContain(`href="${path}"`);
});

test("labels have their colours, checks their state and their buttons", async () => {
  pull.label("tara", "baton: testing");
  const actions = [{ label: "Advance", description: "Goes on", identifier: "advance" }];
  const { id } = desk.repository.check({ sha: pull.headSha, name: "Baton", conclusion: "action_required", actions });
  desk.repository.check({ sha: pull.headSha, name: "build", actions });
  desk.repository.status({ by: "chen", sha: pull.headSha, context: "ci", state: "pending" });
  const page = await show();
  expect(page).toContain("background:#ededed");
  expect(page).toContain("action required");
  expect(page.match(/data-act="press"/g)).toHaveLength(1);
  expect(page).toMatch(new RegExp(`data-act="press"\\s+data-run="${id}"`));
});

test("the parts of a page come anew only when something changed", async () => {
  const first = await desk.asNobody(`GET ${path}/parts`);
  const headers = { "if-none-match": first.headers.get("etag") ?? "" };
  expect((await desk.asNobody(`GET ${path}/parts`, undefined, headers)).status).toBe(304);
  pull.comment("rita", "hello");
  expect((await desk.asNobody(`GET ${path}/parts`, undefined, headers)).status).toBe(200);
});

/** The forms of a page, by what they do, with the fields that each would send as it stands. */
function formsOf(page: string): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const forms = page.matchAll(/<form data-form="(\w+)">([^]*?)<\/form>/g);
  return new Map(
    Array.from(forms, ([, form = "", inner = ""]) => {
      const fields = inner.matchAll(
        /<(input|textarea|select)[^>]*?name="(\w+)"([^>]*)>(?:\s*<option(?: value="(\w*)")?>(\w*))?/g,
      );
      return [form, Object.fromEntries(Array.from(fields, fieldOf))];
    }),
  );
}

function fieldOf([, , name = "", attributes = "", value, text = ""]: RegExpMatchArray): readonly [string, string] {
  return [name, value ?? (text || (/value="(\w*)"/.exec(attributes)?.[1] ?? ""))];
}

test("the page has a form for all that people say, who they are to choose, and buttons for what they do", async () => {
  const actions = [{ label: "Advance", description: "Goes on", identifier: "advance" }];
  desk.repository.check({ app: "baton", sha: pull.headSha, name: "Baton", conclusion: "action_required", actions });
  const page = await show();
  const [chosen = ""] = /<select id="by" name="by">[^]*?<\/select>/.exec(page) ?? [];
  const people = Array.from(chosen.matchAll(/<option value="(\w+)">/g), ([, login]) => login);
  expect(people).toEqual(["maria", "omar", "chen", "tara", "rita"]);

  const forms = formsOf(page);
  expect([...forms.keys()]).toEqual(["comment", "label", "review", "check", "deploy"]);
  const [by] = people;
  for (const [action, fields] of forms) {
    const filled = Object.entries(fields).map(([name, value]) => [name, value === "" ? "hello" : value]);
    expect(await act({ ...Object.fromEntries(filled), action, by })).toMatchObject({ status: 200 });
  }
  expect(pull.comments()).toMatchObject([{ user: "maria", body: "hello" }]);
  expect(pull.reviews()).toMatchObject([{ user: "maria", state: "APPROVED" }]);
  expect(pull.labels()).toEqual(["hello"]);
  expect(pull.checkRuns("build")).toMatchObject([{ conclusion: "success" }]);

  const buttons = Array.from(page.matchAll(/<button[^>]*?(data-act=[^>]*)>/g), ([, data = ""]) =>
    Object.fromEntries(Array.from(data.matchAll(/data-(\w+)="(\w+)"/g), ([, name, value]) => [name, value])),
  );
  expect(buttons.map(({ act: action }) => action)).toEqual([
    ...["press", "rerequest"],
    ...["push", "ready", "draft", "merge", "close", "reopen"],
  ]);
  const inOrder = ["press", "rerequest", "draft", "ready", "close", "reopen", "push", "merge"];
  for (const each of inOrder) {
    const { act: action, ...fields } = buttons.find((button) => button["act"] === each) ?? {};
    expect(await act({ ...fields, action, by })).toMatchObject({ status: 200 });
  }
  expect(pull.merged).toBe(true);
});

test("what people do on the page happens, in their name", async () => {
  const { id } = desk.repository.check({
    app: "baton",
    sha: pull.headSha,
    name: "Baton",
    conclusion: "action_required",
    actions: [{ label: "Advance", description: "Goes on", identifier: "advance" }],
  });
  const doings = [
    { action: "comment", by: "rita", body: "hello" },
    { action: "label", by: "tara", name: "x" },
    { action: "unlabel", by: "tara", name: "x" },
    { action: "review", by: "omar", state: "changes_requested", body: "no" },
    { action: "check", by: "chen", name: "build", conclusion: "failure" },
    { action: "check", by: "chen", name: "lint", conclusion: "" },
    { action: "deploy", by: "chen", environment: "production", state: "success" },
    { action: "press", by: "maria", run: String(id), identifier: "advance" },
    { action: "rerequest", by: "maria", run: String(id) },
    { action: "draft", by: "chen" },
    { action: "ready", by: "chen" },
    { action: "close", by: "chen" },
    { action: "reopen", by: "chen" },
    { action: "push", by: "chen" },
    { action: "merge", by: "omar" },
  ];
  for (const doing of doings) expect(await act(doing)).toMatchObject({ status: 200 });
  expect(pull.comments()).toMatchObject([{ user: "rita", body: "hello" }]);
  expect(pull.reviews()).toMatchObject([{ user: "omar", state: "CHANGES_REQUESTED" }]);
  expect(desk.repository.checkRuns().map(({ name, status }) => `${name} ${status}`)).toEqual([
    "Baton completed",
    "build completed",
    "lint in_progress",
  ]);
  expect(pull.merged).toBe(true);
  const told = await desk.arrived();
  expect(told).toEqual(expect.arrayContaining(["check_run.requested_action", "deployment_status.created"]));
  expect(await show()).toContain(">merged<");
});

test("what somebody may not do says so, and does not happen", async () => {
  const refused = await act({ action: "label", by: "rita", name: "x" });
  expect(refused).toMatchObject({ status: 422, body: { message: expect.stringContaining("rita may not label") } });
  expect((await act({ action: "explode", by: "rita" })).status).toBe(422);
  expect((await act({ action: "comment", by: "rita", body: "hi" }, { origin: "https://evil.example" })).status).toBe(
    403,
  );
  expect(pull.comments()).toEqual([]);
  expect((await desk.asNobody("GET /acme/shop/pull/99")).status).toBe(404);
});

test("an account has a picture", async () => {
  const user = (await desk.asInstallation("GET /users/maria")).body;
  const picture = await desk.asNobody(`GET ${new URL(user.avatar_url).pathname}`);
  expect(picture.headers.get("content-type")).toBe("image/svg+xml");
  expect(picture.body).toContain(">M</text>");
});

test("folded text, tables and diagrams of a comment are kept", () => {
  const text =
    "<details>\n<summary>More</summary>\n\n- [x] done\n\n```mermaid\nflowchart LR\n  a --> b\n```\n\n</details>\n\nafter";
  const { html } = markdown(text);
  expect(html).toMatchInlineSnapshot(`
    "<details>
    <summary>More</summary>
    <ul class="contains-task-list">
    <li class="task-list-item"><input type="checkbox" checked disabled> done</li>
    </ul>
    <pre><code class="language-mermaid">flowchart LR
      a --> b
    </code></pre>
    </details>
    <p>after</p>"
  `);
});

test.each([
  ["a script", "<script>alert(1)</script>"],
  ["a handler", '<img src="x" onerror="alert(1)">'],
  ["a handler without spaces", "<details/open/ontoggle=alert(1)>"],
  ["an address that runs", '<a href="javascript:alert(1)">x</a>'],
  ["a Markdown link that runs", "[x](javascript:alert(1))"],
  ["a frame", '<iframe src="https://evil.example"></iframe>'],
  ["a style", '<p style="position:fixed">x</p>'],
  ["a quote that breaks out", '<a title="x" href="https://x.example/&quot;onclick=&quot;alert(1)">x</a>'],
  ["a piece of a tag", 'x <img src="https://x.example" onerror=alert(1) //'],
])("%s in a comment does nothing", (_, text) => {
  const { html } = markdown(text);
  const tags = html.match(/<[^>]*>/g)?.join("") ?? "";
  expect(tags).not.toMatch(/script|iframe|style|\son\w+\s*=|javascript:/i);
});

test("a comment closes nothing that it has not opened, and leaves nothing open", () => {
  expect(markdown("</div></main></details>\n\ntext").html).not.toMatch(/<\/(div|main|details)>/);
  expect(markdown("<details><summary>a</summary>\n\ntext").html).toMatch(/<\/details>$/);
  expect(markdown("<!-- baton:status -->hello").html).not.toContain("baton:status");
});
