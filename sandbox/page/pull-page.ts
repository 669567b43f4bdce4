import { fullName } from "../state/repository.ts";
import type { Pull } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { checksPanel } from "./checks-panel.ts";
import { controls } from "./controls.ts";
import { conversation } from "./conversation.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { layout } from "./layout.ts";
import { sidebar } from "./sidebar.ts";

/** A pull request to look at and to act on. What changes is in parts with keys, which the script exchanges one by one. */
export function pullPage(world: World, pull: Pull): string {
  const body = html`<main>${parts(world, pull)}</main>
    ${controls(world, pull)}`;
  return layout({ title: `${pull.title} · #${pull.number} · ${fullName(pull.repository)}`, body });
}

export function pullParts(world: World, pull: Pull): string {
  return parts(world, pull).html;
}

function parts(world: World, pull: Pull): Html {
  return html`${heading(pull)}
    <div class="columns">
      <div id="conversation">${conversation(world, pull)}</div>
      <aside>${checksPanel(pull)}${sidebar(world, pull)}</aside>
    </div>`;
}

function heading(pull: Pull): Html {
  const { headRepository, headRef, baseRef } = pull.pull;
  const from = headRepository === pull.repository ? headRef : `${headRepository.owner.login}:${headRef}`;
  const state = pull.pull.merged !== null ? "merged" : pull.state === "open" && pull.pull.draft ? "draft" : pull.state;
  return html`<div class="heading" data-key="heading">
    <p class="muted"><a href="/">GitHub on a desk</a> / ${fullName(pull.repository)}</p>
    <h1>${pull.title} <span class="muted">#${pull.number}</span></h1>
    <p>
      <span class="state ${state}">${state}</span>
      <strong>${pull.author.login}</strong> ${state === "merged" ? "merged" : "wants to merge"}
      <code>${from}</code> into <code>${baseRef}</code>
    </p>
  </div>`;
}
