import { query } from "../../../src/store/database.ts";
import { verifyChain } from "../../../src/store/verify-chain.ts";
import type { Outside } from "./outside.ts";
import type { Story } from "./story.ts";

/** What the rows hold and what people see, without what differs from one pull request to the next. */
export type Truth = Awaited<ReturnType<typeof truthOf>>;

export async function truthOf({ db }: Outside, story: Story) {
  const { repositoryId, headSha } = story.pull;
  const all = async (text: string, ...values: readonly unknown[]) =>
    (await query<{ row: unknown }>(db, text, [repositoryId, ...values])).map(({ row }) => row);
  const ids = (await all(workflowIds)) as readonly string[];
  return {
    workflows: await all(workflows),
    chains: await Promise.all(ids.map((id) => verifyChain(db, id))),
    handoffs: await all(handoffs),
    events: await all(events),
    requests: await all(requests),
    outbox: await all(outbox),
    left: await all(left, headSha),
    ...shown(story, ids.at(-1)),
  };
}

const workflowIds = "select id as row from build_workflows where repository_id = $1 order by created_at, id";

const workflows = `
select jsonb_build_object('state', current_state, 'status', status, 'version', version, 'turn', state_seq,
  'plan', planning_phase, 'published', published_version = version, 'called', called_seq = state_seq) as row
from build_workflows where repository_id = $1 order by created_at, id`;

const handoffs = `
select kind || ': ' || from_state || ' → ' || to_state as row
from workflow_handoffs h join build_workflows w on w.id = h.workflow_id
where w.repository_id = $1 order by w.created_at, h.seq`;

const events = `
select event_type as row from workflow_events e join build_workflows w on w.id = e.workflow_id
where w.repository_id = $1 order by w.created_at, e.seq`;

const requests = `
select jsonb_build_object('outcomes', outcomes, 'done', applied_at is not null) as row
from webhook_deliveries where repository_id = $1 order by seq`;

const outbox = `
select kind || case when sent_at is null then ' waits' else ' was sent' end as row
from outbox where repository_id = $1 order by kind, id`;

/** What would still have to be done. */
const left = `
select jsonb_build_object('due', due_seq - due_done, 'facts', facts_wanted - facts_read,
  'report', report_wanted - report_done, 'failures', failures, 'backoff', not_before,
  'leased', coalesce(lease_until > now(), false), 'head', case when head_sha = $2 then 'read' else head_sha end) as row
from pull_requests where repository_id = $1`;

const botLogin = "baton[bot]";

function shown({ pull }: Story, newestId: string | undefined) {
  const own = pull.comments().filter(({ user }) => user === botLogin);
  const status = own.filter(({ body }) => body.startsWith("<!-- baton:status -->"));
  const people = pull.comments().filter(({ user }) => user !== botLogin);
  const check = pull.checkRuns("Baton").at(-1);
  return {
    headlines: status.map(({ body }) => body.split("\n").find((line) => line.startsWith("## "))),
    /** Replies and turns, in whatever order they were sent. */
    said: own
      .filter((comment) => !status.includes(comment))
      .map(({ body }) => body.replace(/^<!-- baton:(\w+):\d+ -->/, "$1:"))
      .toSorted(),
    reactions: people.map(({ body, reactions }) =>
      [body.split("\n", 1)[0], ...reactions.map(({ content }) => content)].join(" "),
    ),
    labels: pull.labels(),
    checks: pull.checkRuns("Baton").length,
    check: check && {
      status: check.status,
      conclusion: check.conclusion,
      title: check.output.title,
      of: newestId === undefined ? check.externalId : check.externalId.replace(newestId, "newest"),
      buttons: check.actions.map(({ label }) => label),
    },
  };
}
