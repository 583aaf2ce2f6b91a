import type { Alert, Moment } from "../api/types";

const SIGNS: Readonly<Record<Moment["status"], string>> = {
  reported: "·",
  raised: "●",
  corroborated: "✓",
  escalated: "▲",
  amended: "Δ",
  withdrawn: "✕",
};

/** What an alert's newest message did, as sign and word. */
export function StatusTag({ status }: { status: Moment["status"] }) {
  return (
    <span class={`status status-${status}`}>
      <span aria-hidden="true">{SIGNS[status]}</span> {status}
    </span>
  );
}

/** "single source: Reuters", or how many independent agencies and which. */
export function Sources({ alert }: { alert: Pick<Alert, "sources" | "single_source" | "provider"> }) {
  const { sources, single_source: single, provider } = alert;
  if (single) {
    return (
      <span class="single">
        <span class="tag">single source</span> <bdi>{sources[0] ?? provider}</bdi>
      </span>
    );
  }
  return (
    <span>
      {sources.length} sources: <bdi>{sources.join(", ")}</bdi>
    </span>
  );
}

/** What changed, each as it was told: "killed 12 → 20". */
export function Changes({ changes }: { changes: readonly string[] }) {
  if (changes.length === 0) return null;
  return (
    <span class="changes">
      <span class="visually-hidden">Changed: </span>
      {changes.map((change) => (
        <bdi key={change} class="change">
          {change}
        </bdi>
      ))}
    </span>
  );
}
