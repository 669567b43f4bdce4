import type { Deployment } from "../state/deployment.ts";
import type { Label } from "../state/label.ts";
import type { Pull } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { face } from "./conversation.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";

/** What stands beside a pull request: who was asked for a review, its labels, what was deployed of it. */
export function sidebar(world: World, pull: Pull): Html {
  const { requestedReviewers, requestedTeams } = pull.pull;
  const deployments = pull.repository.deployments.filter(({ sha }) => concerns(pull, sha));
  return html`<div data-key="sidebar">
    <h3>Reviewers</h3>
    ${requestedReviewers.map((user) => html`<p>${face(world, user)} ${user.login}</p>`)}
    ${requestedTeams.map((team) => html`<p>${team.organization.login}/${team.slug}</p>`)}
    ${requestedReviewers.length + requestedTeams.length === 0 && html`<p class="muted">Nobody was asked.</p>`}
    <h3>Labels</h3>
    <p class="labels">${pull.labels.map(labelPill)}</p>
    ${pull.labels.length === 0 && html`<p class="muted">None yet.</p>`}
    <h3>Deployments</h3>
    ${deployments.map(deploymentLine)} ${deployments.length === 0 && html`<p class="muted">None yet.</p>`}
  </div>`;
}

function labelPill(label: Label): Html {
  const style = `background:#${label.color};color:${isLight(label.color) ? "#1f2328" : "#fff"}`;
  return html`<span class="label" style="${style}" title="${label.description ?? ""}"
    >${label.name}<button data-act="unlabel" data-name="${label.name}" title="Remove">×</button></span
  >`;
}

function deploymentLine(deployment: Deployment): Html {
  const state = deployment.statuses.at(-1)?.state ?? "created";
  return html`<p>
    ${deployment.environment} <span class="muted">${state.replaceAll("_", " ")}, by ${deployment.creator.login}</span>
  </p>`;
}

function concerns(pull: Pull, sha: string): boolean {
  return sha === pull.pull.headSha || sha === pull.pull.merged?.sha;
}

/** By the weight that the eye gives to the three colours. */
function isLight(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 > 150;
}
