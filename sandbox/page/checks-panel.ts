import { latestRuns } from "../actions/check-suites.ts";
import { latestStatuses } from "../actions/statuses.ts";
import type { CheckRun } from "../state/checks.ts";
import type { CommitStatus } from "../state/commit.ts";
import type { Pull } from "../state/repository.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { checkIcon } from "./icons.ts";
import { markdown } from "./markdown.ts";

/** The checks on the head, with the buttons that their Apps gave them. */
export function checksPanel(pull: Pull): Html {
  const { repository, pull: details } = pull;
  const onHead = [...repository.runs.values()].filter((run) => run.headSha === details.headSha);
  const runs = latestRuns(onHead).map(runRow);
  const statuses = latestStatuses(repository, details.headSha).map(statusRow);
  const isEmpty = runs.length + statuses.length === 0;
  return html`<section class="card checks" data-key="checks">
    <header>
      <strong>Checks</strong> <span class="muted">on <code>${details.headSha.slice(0, 7)}</code></span>
    </header>
    ${isEmpty && html`<p class="row muted">None yet.</p>`} ${runs} ${statuses}
  </section>`;
}

function runRow(run: CheckRun): Html {
  const { title, summary, text } = run.output;
  const isDone = run.status === "completed";
  const says = isDone ? (run.conclusion ?? "") : run.status;
  const hasMore = summary !== null || text !== null;
  return html`<div class="row">
    ${checkIcon(run.status, run.conclusion)}
    <span class="grow"
      ><strong>${run.name}</strong>
      <span class="muted">${says.replaceAll("_", " ")}${title !== null && ` — ${title}`}</span></span
    >
    ${isDone && run.actions.map((action) => button(run, action))}
    <button class="quiet" data-act="rerequest" data-run="${run.id}" title="Ask ${run.app.name} to run it again">
      ↻
    </button>
    ${
      hasMore &&
      html`<details class="more">
        <summary>Details</summary>
        <div class="markdown">${markdown(`${summary ?? ""}\n\n${text ?? ""}`)}</div>
      </details>`
    }
  </div>`;
}

function button(run: CheckRun, action: CheckRun["actions"][number]): Html {
  const { identifier, label, description } = action;
  return html`<button data-act="press" data-run="${run.id}" data-identifier="${identifier}" title="${description}">
    ${label}
  </button>`;
}

function statusRow(status: CommitStatus): Html {
  const conclusion = status.state === "success" ? "success" : "failure";
  const icon = status.state === "pending" ? checkIcon("in_progress", null) : checkIcon("completed", conclusion);
  const description = status.description === null ? "" : ` — ${status.description}`;
  return html`<div class="row">
    ${icon}
    <span class="grow"
      ><strong>${status.context}</strong> <span class="muted">${status.state}${description}</span></span
    >
  </div>`;
}
