/** Exchanges the parts that changed, once a second, and sends what is done on the page. */
export const script = `
const here = location.pathname.replace(/\\/$/, "");
let known = "";
function replaceParts(text) {
  const incoming = document.createElement("main");
  incoming.innerHTML = text;
  const shown = new Map([...document.querySelectorAll("main [data-key]")].map((part) => [part.dataset.key, part]));
  const conversation = document.getElementById("conversation");
  for (const next of incoming.querySelectorAll("[data-key]")) {
    const part = shown.get(next.dataset.key);
    shown.delete(next.dataset.key);
    next.source = next.innerHTML;
    if (!part) conversation.append(next);
    else if ((part.source ?? part.innerHTML) !== next.source) {
      const open = [...part.querySelectorAll("details")].map((one) => one.open);
      part.replaceWith(next);
      next.querySelectorAll("details").forEach((one, at) => { if (open[at] !== undefined) one.open = open[at]; });
    }
  }
  for (const gone of shown.values()) gone.remove();
}
async function refresh() {
  const response = await fetch(here + "/parts", { headers: known ? { "if-none-match": known } : {} });
  if (response.status !== 200) return;
  known = response.headers.get("etag") ?? "";
  replaceParts(await response.text());
}
async function act(action, fields) {
  const by = document.getElementById("by").value;
  const response = await fetch(here + "/act", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...fields, action, by }),
  });
  document.getElementById("problem").textContent = response.ok ? "" : (await response.json()).message;
  await refresh();
  return response.ok;
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  const { act: action, ...fields } = button.dataset;
  act(action, fields);
});
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-form]");
  if (!form) return;
  event.preventDefault();
  const done = await act(form.dataset.form, Object.fromEntries(new FormData(form)));
  if (done && form.dataset.form !== "check" && form.dataset.form !== "deploy") form.querySelectorAll("textarea, input").forEach((one) => (one.value = ""));
});
if (here.includes("/pull/")) setInterval(() => refresh().catch(() => {}), 1000);
`;
