import { get } from "../api/client";
import { DIMENSIONS, type Count, type CountPage, type Top } from "../api/types";
import { Chart } from "../parts/chart";
import { ChartTable } from "../parts/chart-table";
import { Empty, Failure, Loading } from "../parts/notice";
import { LINES } from "../parts/swatch";
import { TopTable } from "../parts/top-table";
import { changedCounts } from "../state/desk";
import { serverNow } from "../state/feed";
import { useLoad } from "../state/load";
import { learnCounts } from "../state/names";
import { useRefresh } from "../state/refresh";
import { go, MEASURES, route, WINDOWS, type Trend } from "../state/route";
import { useStore } from "../state/store";
import { isPast, series } from "../text/series";
import { moment } from "../text/time";

/** Counts are loaded again at most this often while they change. */
const REFRESH_MS = 5_000;

/** So many windows back. */
const WINDOWS_SHOWN = 48;

/** The API gives long lists in pages; so many are read for a chart. */
const PAGES = 6;

const WINDOW_WORDS: Readonly<Record<(typeof WINDOWS)[number], string>> = { 60: "1 minute", 900: "15 minutes", 3600: "1 hour", 86400: "1 day" };

/** How much is said of whom and where: top and movers of the newest window, and lines over time. */
export default function TrendsView() {
  const { trend } = useStore(route);
  const version = useRefresh(changedCounts, REFRESH_MS, (counts) => counts.some((count) => isOf(trend, count)), [
    trend.dimension,
    trend.window,
  ]);
  const top = useLoad(`top ${trend.dimension} ${trend.window}`, (signal) => loadTop(trend, signal), { version });
  const chosen = trend.values.length > 0 ? trend.values : (top.data?.top ?? []).slice(0, LINES).map(({ value }) => value);
  const newest = top.data && top.data.top.length > 0 ? top.data.window_start : null;
  const past = newest !== null && isPast(newest, trend.window, serverNow(), WINDOWS_SHOWN) ? newest : null;
  const end = (): number => (past === null ? serverNow() : Date.parse(past));
  const counts = useLoad(
    newest !== null && chosen.length > 0 ? `counts ${trend.dimension} ${trend.window} ${past} ${chosen.join("|")}` : "",
    (signal) => loadCounts(trend, chosen, end(), signal),
    { version },
  );
  const data = counts.data ? series(counts.data, chosen, trend, end(), WINDOWS_SHOWN) : null;
  return (
    <div class="trends">
      <Controls trend={trend} />
      {top.problem && !top.data ? <Failure what="The counts could not be loaded." problem={top.problem} /> : null}
      {top.loading && !top.data ? <Loading what="counts" /> : null}
      {top.data && top.data.top.length === 0 ? (
        <Empty title="Nothing was counted in this window yet.">
          <p>Choose a longer window, or wait for news.</p>
        </Empty>
      ) : null}
      {top.data && top.data.top.length > 0 ? (
        <div class="trends-body">
          <section class="pane chart-pane" aria-labelledby="chart-title">
            <h2 id="chart-title" class="chart-title">
              {trend.measure} by {words(trend.dimension)}, {WINDOW_WORDS[trend.window as keyof typeof WINDOW_WORDS]} each
            </h2>
            {past === null ? null : <p class="muted">Up to {moment(past, serverNow())} UTC: nothing has been counted since.</p>}
            {data ? <Chart data={data} /> : <Loading what="the chart" />}
            {data ? <ChartTable data={data} /> : null}
          </section>
          <TopTable top={top.data} chosen={chosen} measure={trend.measure} />
        </div>
      ) : null}
    </div>
  );
}

function Controls({ trend }: { trend: Trend }) {
  const change = (next: Partial<Trend>): void => go({ trend: { ...trend, ...next } });
  return (
    <div class="filter-bar">
      <label class="field">
        By
        <select
          class="input"
          value={trend.dimension}
          onChange={({ currentTarget }) => change({ dimension: DIMENSIONS.find((word) => word === currentTarget.value) ?? "actor", values: [] })}
        >
          {DIMENSIONS.map((dimension) => (
            <option key={dimension} value={dimension}>
              {words(dimension)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        Window
        <select class="input" value={trend.window} onChange={({ currentTarget }) => change({ window: Number(currentTarget.value) })}>
          {WINDOWS.map((seconds) => (
            <option key={seconds} value={seconds}>
              {WINDOW_WORDS[seconds]}
            </option>
          ))}
        </select>
      </label>
      <div class="switch" role="group" aria-label="What is counted">
        {MEASURES.map((measure) => (
          <button key={measure} type="button" class="button quiet" aria-pressed={measure === trend.measure} onClick={() => change({ measure })}>
            {measure}
          </button>
        ))}
      </div>
    </div>
  );
}

function words(dimension: Trend["dimension"]): string {
  return dimension === "actor_place" ? "actor and place" : dimension === "all" ? "everything" : dimension;
}

async function loadTop({ dimension, window: seconds }: Trend, signal: AbortSignal): Promise<Top> {
  const top = await get<Top>("counts/top", new URLSearchParams({ dimension, window: String(seconds), n: "15" }), signal);
  learnCounts(top.top);
  return top;
}

async function loadCounts({ dimension, window: seconds }: Trend, values: readonly string[], end: number, signal: AbortSignal): Promise<Count[]> {
  const since = new Date(end - WINDOWS_SHOWN * seconds * 1000).toISOString();
  const query = new URLSearchParams({ dimension, window: String(seconds), since, limit: "500" });
  for (const value of values) query.append("value", value);
  const all: Count[] = [];
  for (let page = 0; page < PAGES; page += 1) {
    const { counts, next } = await get<CountPage>("counts", query, signal);
    all.push(...counts);
    if (next === null) break;
    query.set("cursor", next);
  }
  return all;
}

function isOf(trend: Trend, count: Count): boolean {
  return count.dimension === trend.dimension && count.window_seconds === trend.window;
}
