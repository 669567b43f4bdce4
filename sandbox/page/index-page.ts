import { fullName, isPull } from "../state/repository.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { layout } from "./layout.ts";

/** Every repository and its pull requests. */
export function indexPage(world: World): string {
  const repositories = [...world.repositories.values()].filter((one) => one.parent === null);
  const body = html`<main>
    <div class="heading"><h1>GitHub on a desk</h1></div>
    ${repositories.map(repositoryCard)} ${repositories.length === 0 && html`<p class="muted">No repositories yet.</p>`}
  </main>`;
  return layout({ title: "GitHub on a desk", body });
}

function repositoryCard(repository: Repository): Html {
  const pulls = [...repository.issues.values()].filter(isPull);
  return html`<section class="card">
    <header>
      <strong>${fullName(repository)}</strong> ${repository.isPrivate && html`<span class="tag">private</span>`}
    </header>
    ${pulls.map(
      (pull) =>
        html`<p class="row">
          <span class="state ${pull.pull.merged === null ? pull.state : "merged"}"
            >${pull.pull.merged === null ? pull.state : "merged"}</span
          >
          <a class="grow" href="/${fullName(repository)}/pull/${pull.number}"
            >${pull.title} <span class="muted">#${pull.number}</span></a
          >
        </p>`,
    )}
    ${pulls.length === 0 && html`<p class="row muted">No pull requests yet.</p>`}
  </section>`;
}
