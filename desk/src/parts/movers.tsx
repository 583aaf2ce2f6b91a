import { get } from "../api/client";
import type { Count, Dimension, Top } from "../api/types";
import { quarter } from "../state/clock";
import { serverNow } from "../state/feed";
import { useLoad } from "../state/load";
import { go, NO_FILTERS } from "../state/route";
import { useStore } from "../state/store";
import { clock, moment } from "../text/time";
import { Failure, Loading } from "./notice";

const SHOWN = 6;

/** The labels whose share of the news grew most in the last hour; pressing one filters the alerts. */
export function Movers({ dimension }: { dimension: Extract<Dimension, "actor" | "place"> }) {
  const minute = Math.floor(useStore(quarter) / 60_000);
  const query = new URLSearchParams({ dimension, window: "3600", n: String(SHOWN) });
  const { data, problem, loading } = useLoad(`movers ${dimension}`, (signal) => get<Top>("counts/top", query, signal), {
    version: minute,
  });
  return (
    <section class="movers" aria-label={`Top movers by ${dimension}`}>
      <h3>
        Moving {dimension}s {data && data.top.length > 0 ? <span class="muted">{hours(data)}, times the usual, stories</span> : null}
      </h3>
      {problem && !data ? <Failure what="The movers could not be loaded." problem={problem} /> : null}
      {loading && !data ? <Loading what="movers" /> : null}
      {data && data.movers.length === 0 ? <p class="muted">Nothing moves yet: there is no window before to compare with.</p> : null}
      <ol class="bars">
        {data?.movers.slice(0, SHOWN).map((count) => (
          <li key={count.value}>
            <button type="button" class="bar" onClick={() => go({ view: "alerts", filters: { ...NO_FILTERS, [dimension]: [count.value] } })}>
              <bdi>{count.name || count.value}</bdi>
              <Ratio count={count} />
              <span class="number">{count.stories}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** How many times its usual number: "×3.2", or "new" where it had none. */
export function Ratio({ count: { ratio } }: { count: Count }) {
  if (ratio === undefined) return null;
  if (ratio === null) return <span class="ratio">new</span>;
  return <span class="ratio">×{ratio >= 10 ? Math.round(ratio) : ratio.toFixed(1)}</span>;
}

// With the day where it is another one than today's: the newest hour with news may be long ago.
function hours({ window_start: start, window_seconds: length }: Top): string {
  if (start === null) return "";
  return `${moment(start, serverNow())}–${clock(Date.parse(start) + length * 1000)}`;
}

/** What stands beside the list while no alert is chosen. */
export function Overview() {
  return (
    <section class="pane detail-pane" aria-labelledby="overview-title">
      <header class="pane-head">
        <h2 id="overview-title">Now</h2>
      </header>
      <div class="detail">
        <p class="muted">
          Choose an alert, or press <kbd>j</kbd>.
        </p>
        <Movers dimension="actor" />
        <Movers dimension="place" />
      </div>
    </section>
  );
}
