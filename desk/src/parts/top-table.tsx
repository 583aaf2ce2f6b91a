import type { Count, Top } from "../api/types";
import { serverNow } from "../state/feed";
import { go, NO_FILTERS, route, type FilterName, type Measure } from "../state/route";
import { countNotes } from "../text/counts";
import { clock, moment } from "../text/time";
import { Ratio } from "./movers";
import { LINES, Swatch } from "./swatch";

interface Props {
  top: Top;
  chosen: readonly string[];
  measure: Measure;
}

/** Top and movers of the newest window. Ticked ones are lines of the chart. */
export function TopTable({ top, chosen, measure }: Props) {
  return (
    <section class="pane top-pane" aria-labelledby="top-title">
      <h2 id="top-title" class="chart-title">
        Most, {windowWords(top)} <WindowMark top={top} />
      </h2>
      <Ranking counts={top.top} chosen={chosen} measure={measure} caption="Most in this window" />
      {top.movers.length > 0 ? (
        <>
          <h2 class="chart-title">Movers</h2>
          <Ranking counts={top.movers} chosen={chosen} measure={measure} caption="Against what is usual" />
        </>
      ) : null}
    </section>
  );
}

/** Whether more is to come for the window. */
function WindowMark({ top: { final } }: { top: Top }) {
  if (!final) return null;
  return (
    <span class="tag" title="The window is over; late news is counted as a correction.">
      final
    </span>
  );
}

// The window's start and end, with its day where it is another one than today's.
function windowWords({ window_start: start, window_seconds: length }: Top): string {
  if (start === null) return "";
  const now = serverNow();
  const end = Date.parse(start) + length * 1000;
  return `${moment(start, now)}–${clock(end)}${end > now ? ", so far" : ""}`;
}

interface RankingProps {
  counts: readonly Count[];
  chosen: readonly string[];
  measure: Measure;
  caption: string;
}

function Ranking({ counts, chosen, measure, caption }: RankingProps) {
  return (
    <table class="ranking">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">In the chart</th>
          <th scope="col" class="number">
            {measure}
          </th>
        </tr>
      </thead>
      <tbody>
        {counts.map((count) => {
          const at = chosen.indexOf(count.value);
          return (
            <tr key={count.value}>
              <th scope="row">
                <label class="tick">
                  <input type="checkbox" checked={at >= 0} onChange={() => toggle(chosen, count.value)} />
                  {at >= 0 ? <Swatch at={at} /> : null}
                  <bdi>{count.name || count.value}</bdi>
                  <Ratio count={count} />
                </label>
                <Notes count={count} />
              </th>
              <td class="number">
                <AlertsLink count={count} number={count[measure]} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Notes({ count }: { count: Count }) {
  const notes = countNotes(count);
  if (notes.length === 0 && !count.corrected) return null;
  return (
    <p class="count-notes muted">
      {count.corrected ? (
        <span class="tag" title="This changed after the window was over.">
          corrected
        </span>
      ) : null}
      {notes.map((note) => (
        <span key={note}>{note}</span>
      ))}
    </p>
  );
}

const FILTERED: ReadonlySet<string> = new Set(["actor", "place", "country", "source", "language"]);

// The figure leads to the stories it counts, where the label is one that filters.
function AlertsLink({ count, number }: { count: Count; number: number }) {
  if (!FILTERED.has(count.dimension)) return <>{number}</>;
  const filters = { ...NO_FILTERS, [count.dimension as FilterName]: [count.value] };
  const view = count.dimension === "source" || count.dimension === "language" ? "alerts" : "stories";
  return (
    <button type="button" class="button quiet" aria-label={`${number}: ${view} of ${count.name || count.value}`} onClick={() => go({ view, filters })}>
      {number}
    </button>
  );
}

// One line too many takes the place of the first.
function toggle(chosen: readonly string[], value: string): void {
  const values = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value].slice(-LINES);
  go({ trend: { ...route.get().trend, values } }, false);
}
