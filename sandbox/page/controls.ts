import { roleIn } from "../access/repository-role.ts";
import type { Pull } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";

/** Where one says as whom, and what: a comment, a review, a push, a check, a deployment. It stays while the rest changes. */
export function controls(world: World, pull: Pull): Html {
  return html`<section class="controls">
    <form data-form="comment">
      <div class="bar">
        <label>as ${people(world, pull)}</label>
        <span class="grow"></span>
        <button class="primary">Comment</button>
      </div>
      <textarea name="body" rows="3" placeholder="Leave a comment" required></textarea>
    </form>
    <div class="bar">
      <form data-form="label">
        <input name="name" placeholder="label" size="14" required /><button>Add label</button>
      </form>
      <form data-form="review">
        <select name="state">
          <option value="approved">Approve</option>
          <option value="changes_requested">Request changes</option>
          <option value="commented">Comment</option></select
        ><input name="body" placeholder="review" size="14" /><button>Review</button>
      </form>
      <form data-form="check">
        <input name="name" placeholder="check" value="build" size="8" required /><select name="conclusion">
          <option>success</option>
          <option>failure</option>
          <option value="">in progress</option></select
        ><button>Report check</button>
      </form>
      <form data-form="deploy">
        <input name="environment" value="production" size="10" required /><select name="state">
          <option>success</option>
          <option>failure</option>
          <option>in_progress</option></select
        ><button>Report deployment</button>
      </form>
      <button data-act="push">Push a commit</button>
      <button data-act="ready">Ready</button>
      <button data-act="draft">Draft</button>
      <button data-act="merge">Merge</button>
      <button data-act="close">Close</button>
      <button data-act="reopen">Reopen</button>
    </div>
    <p id="problem" role="status"></p>
  </section>`;
}

function people(world: World, pull: Pull): Html {
  const users = [...world.users.values()].filter((user) => user.type === "User");
  const options = users.map((user) => {
    const isAuthor = user === pull.author;
    const role = roleIn(world, pull.repository, user);
    return html`<option value="${user.login}">${user.login} (${role}${isAuthor && ", author"})</option>`;
  });
  return html`<select id="by" name="by">
    ${options}
  </select>`;
}
