export const style = `
:root {
  color-scheme: light dark;
  --bg: #fff; --raised: #f6f8fa; --line: #d1d9e0; --text: #1f2328; --muted: #59636e; --accent: #0969da;
  --pass: #1a7f37; --fail: #cf222e; --wait: #9a6700; --merged: #8250df;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #0d1117; --raised: #151b23; --line: #3d444d; --text: #f0f6fc; --muted: #9198a1; --accent: #4493f8;
    --pass: #3fb950; --fail: #f85149; --wait: #d29922; --merged: #ab7df8;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--text); font: 14px/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
main, .controls { max-width: 1120px; margin: 0 auto; padding: 0 20px; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
h1 { font-size: 26px; font-weight: 500; margin: 4px 0 8px; }
h3 { font-size: 12px; font-weight: 600; color: var(--muted); margin: 18px 0 4px; }
p { margin: 4px 0; }
code, pre { font: 12px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, monospace; background: var(--raised); border-radius: 6px; }
code { padding: 2px 5px; }
pre { padding: 12px; overflow: auto; }
pre code { padding: 0; }
.muted { color: var(--muted); font-weight: 400; }
.grow { flex: 1; min-width: 0; }
.heading { padding: 20px 0 12px; border-bottom: 1px solid var(--line); margin-bottom: 20px; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 330px; gap: 24px; align-items: start; }
@media (max-width: 820px) { .columns { grid-template-columns: minmax(0, 1fr); } }
.card { border: 1px solid var(--line); border-radius: 8px; margin-bottom: 16px; overflow: hidden; }
.card > header { background: var(--raised); border-bottom: 1px solid var(--line); padding: 8px 14px; display: flex; gap: 8px; align-items: center; flex-wrap: wrap; }
.card > header time { margin-left: auto; color: var(--muted); font-size: 12px; font-variant-numeric: tabular-nums; }
.card > footer { padding: 0 14px 12px; display: flex; gap: 6px; }
.card.approved { border-color: var(--pass); }
.card.changes_requested { border-color: var(--fail); }
.face { border-radius: 50%; vertical-align: -4px; }
.tag, .pill { border: 1px solid var(--line); border-radius: 20px; padding: 0 7px; font-size: 12px; color: var(--muted); }
.pill { padding: 2px 9px; color: var(--text); }
.markdown { padding: 10px 14px 14px; overflow-wrap: break-word; }
.markdown > :first-child { margin-top: 0; }
.markdown > :last-child { margin-bottom: 0; }
.markdown p, .markdown ul, .markdown ol, .markdown table, .markdown pre, .markdown details { margin: 0 0 12px; }
.markdown table { border-collapse: collapse; display: block; overflow: auto; }
.markdown th, .markdown td { border: 1px solid var(--line); padding: 5px 11px; text-align: left; }
.markdown tr:nth-child(even) td { background: var(--raised); }
.markdown blockquote { margin: 0 0 12px; padding: 0 12px; color: var(--muted); border-left: 3px solid var(--line); }
.markdown h2, .markdown h3 { font-size: 17px; color: inherit; margin: 6px 0 8px; }
.markdown summary { cursor: pointer; }
.markdown img { max-width: 100%; }
.markdown.inline { border-top: 1px solid var(--line); }
.state { display: inline-block; border-radius: 20px; padding: 3px 12px; color: #fff; background: var(--pass); text-transform: capitalize; font-weight: 500; }
.state.closed { background: var(--fail); }
.state.merged { background: var(--merged); }
.state.draft { background: var(--muted); }
.row { display: flex; gap: 8px; align-items: center; padding: 8px 14px; margin: 0; flex-wrap: wrap; }
.row + .row { border-top: 1px solid var(--line); }
.row .more { flex-basis: 100%; color: var(--muted); font-size: 12px; }
.row .more .markdown { color: var(--text); padding: 8px 0 0; }
.icon { width: 16px; height: 16px; flex: none; color: var(--muted); }
.icon.pass { color: var(--pass); }
.icon.fail { color: var(--fail); }
.icon.wait, .icon.act { color: var(--wait); }
.labels { display: flex; gap: 5px; flex-wrap: wrap; }
.label { border-radius: 20px; padding: 1px 9px; font-size: 12px; font-weight: 500; }
.label button { all: unset; cursor: pointer; padding-left: 5px; opacity: 0.6; }
button, select, input, textarea { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 4px 10px; }
input, select, textarea { background: var(--bg); }
button { cursor: pointer; font-weight: 500; }
button:hover { border-color: var(--muted); }
button.primary { background: var(--pass); border-color: transparent; color: #fff; }
button.quiet { border-color: transparent; background: none; padding: 2px 6px; }
textarea { width: 100%; resize: vertical; }
.controls { position: sticky; bottom: 0; background: var(--bg); border-top: 1px solid var(--line); padding-top: 12px; padding-bottom: 12px; }
.bar { display: flex; gap: 8px; align-items: center; flex-wrap: wrap; margin-bottom: 8px; }
.bar form { display: inline-flex; gap: 0; }
.bar form > * { border-radius: 0; margin-left: -1px; }
.bar form > :first-child { border-radius: 6px 0 0 6px; }
.bar form > :last-child { border-radius: 0 6px 6px 0; }
#problem { color: var(--fail); min-height: 1.5em; }
`;
