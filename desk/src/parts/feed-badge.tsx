import { feed, health, type Health } from "../state/feed";
import { locked } from "../state/load";
import { quarter, second } from "../state/clock";
import { useStore } from "../state/store";
import { age, clockSeconds, moment } from "../text/time";

const WORDS: Readonly<Record<Health["kind"], string>> = {
  connecting: "Connecting",
  live: "Live",
  behind: "Catching up",
  cut: "Stale",
  quiet: "Stale",
  lost: "No connection",
};

/** The feed's state in one word, with a sign of its own shape; none of a desk that wants its token first. */
export function FeedBadge() {
  const known = useStore(feed);
  const now = useStore(quarter);
  const closed = useStore(locked);
  if (closed) return <span class="feed" />;
  const state = health(known, now);
  const last = known.status?.feed.last_record_at;
  return (
    <span class={`feed feed-${state.kind}`}>
      <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
        {state.kind === "live" || state.kind === "behind" ? <circle cx="5" cy="5" r="4.5" /> : <path d="M5 0 10 10H0z" />}
      </svg>
      {WORDS[state.kind]}
      {state.kind === "live" && last ? <span class="feed-age">last record {recent(last, now)}</span> : null}
    </span>
  );
}

function recent(last: string, now: number): string {
  const words = age(last, now);
  return words === "now" ? "just now" : `${words} ago`;
}

/** Says so when what is shown is old: since when, why, and what happens next. */
export function StaleBanner() {
  const known = useStore(feed);
  const now = useStore(second);
  const state = health(known, now);
  const words = explained(state, now);
  return (
    <div role="status" class={words ? "banner" : "banner banner-none"}>
      {words}
    </div>
  );
}

function explained(state: Health, now: number): string {
  switch (state.kind) {
    case "lost":
      return `Stale since ${clockSeconds(state.since)} UTC: the server does not answer. The page goes on by itself when it is back.`;
    case "cut":
      return `Stale${state.since ? ` since ${moment(state.since, now)} UTC` : ""}: the server does not reach Kafka. It goes on by itself when that is back.`;
    case "quiet":
      return state.since
        ? `Stale since ${moment(state.since, now)} UTC: no news has come in. The server is there; the wire is silent or the worker stopped.`
        : "No news has come in since the server was started. It is there and waits for the first record.";
    case "behind":
      return state.records >= 1_000 ? `Catching up: ${state.records.toLocaleString("en")} records are not read yet.` : "";
    default:
      return "";
  }
}
