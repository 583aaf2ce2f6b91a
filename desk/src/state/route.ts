/** The page's address: view, filters and what is selected. Everything an editor may want to send to a colleague. */

import { DIMENSIONS, type Dimension } from "../api/types";
import { createStore } from "./store";

export const FILTERS = ["severity", "status", "rule", "actor", "place", "country", "source", "language"] as const;
export type FilterName = (typeof FILTERS)[number];

export const VIEWS = ["alerts", "stories", "map", "trends"] as const;
export type ViewName = (typeof VIEWS)[number];

export type Filters = Readonly<Record<FilterName, readonly string[]>> & {
  readonly q: string;
  /** How far back: "6h", "7d", or an RFC 3339 time; empty is no limit. */
  readonly since: string;
  readonly until: string;
};

export interface Trend {
  readonly dimension: Dimension;
  readonly window: number;
  readonly measure: Measure;
  readonly values: readonly string[];
}

export const MEASURES = ["stories", "updates", "sources"] as const;
export type Measure = (typeof MEASURES)[number];
export const WINDOWS = [60, 900, 3600, 86400] as const;

export interface Route {
  readonly view: ViewName;
  readonly filters: Filters;
  /** Id of the alert whose details are shown; empty is none. */
  readonly alert: string;
  /** Id of the story that is open; empty is none. */
  readonly story: string;
  /** Index of the version that is read, and of the one it is compared with; null is the page's choice. */
  readonly read: number | null;
  readonly against: number | null;
  readonly trend: Trend;
}

/** Reads the query part of an address; what it doesn't know is passed over. */
export function parseRoute(search: string): Route {
  const query = new URLSearchParams(search);
  return {
    view: oneOf(VIEWS, query.get("view"), "alerts"),
    filters: parseFilters(query),
    alert: query.get("alert") ?? "",
    story: query.get("story") ?? "",
    read: index(query.get("read")),
    against: index(query.get("against")),
    trend: {
      dimension: oneOf(DIMENSIONS, query.get("dimension"), "actor"),
      window: WINDOWS.find((seconds) => String(seconds) === query.get("window")) ?? 3600,
      measure: oneOf(MEASURES, query.get("measure"), "stories"),
      values: query.getAll("value"),
    },
  };
}

/** The query part that `parseRoute` reads back; what has its default is left out. */
export function formatRoute(route: Route): string {
  const query = new URLSearchParams();
  if (route.view !== "alerts") query.set("view", route.view);
  writeFilters(query, route.filters);
  if (route.alert) query.set("alert", route.alert);
  if (route.story) query.set("story", route.story);
  if (route.read !== null) query.set("read", String(route.read));
  if (route.against !== null) query.set("against", String(route.against));
  if (route.view === "trends") writeTrend(query, route.trend);
  const words = query.toString();
  return words ? `?${words}` : "";
}

/** Whether anything narrows what is shown. */
export function narrowed(filters: Filters): boolean {
  return FILTERS.some((name) => filters[name].length > 0) || filters.q !== "" || filters.since !== "" || filters.until !== "";
}

/** The filters with `value` added to `name`, or taken away if it was there. */
export function toggled(filters: Filters, name: FilterName, value: string): Filters {
  const had = filters[name].includes(value);
  return { ...filters, [name]: had ? filters[name].filter((other) => other !== value) : [...filters[name], value] };
}

export const NO_FILTERS: Filters = parseFilters(new URLSearchParams());

function parseFilters(query: URLSearchParams): Filters {
  const lists = Object.fromEntries(FILTERS.map((name) => [name, query.getAll(name)])) as Record<FilterName, string[]>;
  return { ...lists, q: query.get("q") ?? "", since: query.get("since") ?? "", until: query.get("until") ?? "" };
}

function writeFilters(query: URLSearchParams, filters: Filters): void {
  for (const name of FILTERS) for (const value of filters[name]) query.append(name, value);
  for (const name of ["q", "since", "until"] as const) if (filters[name]) query.set(name, filters[name]);
}

function writeTrend(query: URLSearchParams, trend: Trend): void {
  if (trend.dimension !== "actor") query.set("dimension", trend.dimension);
  if (trend.window !== 3600) query.set("window", String(trend.window));
  if (trend.measure !== "stories") query.set("measure", trend.measure);
  for (const value of trend.values) query.append("value", value);
}

function oneOf<T extends string>(known: readonly T[], given: string | null, otherwise: T): T {
  return known.find((word) => word === given) ?? otherwise;
}

function index(given: string | null): number | null {
  return given !== null && /^\d{1,4}$/.test(given) ? Number(given) : null;
}

export const route = createStore<Route>(parseRoute(""));

/** Follows the browser's address from now on. */
export function followAddress(): void {
  const read = (): void => route.set(parseRoute(window.location.search));
  window.addEventListener("popstate", read);
  read();
}

/** Goes where `change` says. `push` makes a step that the browser's Back button undoes. */
export function go(change: Partial<Route>, push = true): void {
  const next = { ...route.get(), ...change };
  const target = `${window.location.pathname}${formatRoute(next)}`;
  if (push) window.history.pushState(null, "", target);
  else window.history.replaceState(null, "", target);
  route.set(next);
}

/** What to change to open a story; its alert stays selected for the way back. */
export function openedStory(story: string): Partial<Route> {
  return { story, read: null, against: null };
}
