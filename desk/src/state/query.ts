/** Filters as the read API wants them, and the part of them that the page can judge by itself. */

import type { Alert } from "../api/types";
import { FILTERS, type FilterName, type Filters } from "./route";

/** What each list of the API takes; it answers 400 to no others, but they would mean nothing. */
export const TAKEN = {
  alerts: [...FILTERS, "q", "since", "until"],
  stories: ["actor", "place", "country", "since", "until"],
  search: ["q", "actor", "place", "since", "until"],
  places: ["since", "until"],
} as const;

const SPAN = /^(\d{1,4})([mhd])$/;
const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** The time that `since` means at `now` (ms): "6h" is six hours before; an RFC 3339 time is itself. */
export function sinceTime(since: string, now: number): string {
  const span = SPAN.exec(since);
  if (!span) return since;
  const length = Number(span[1]) * UNIT_MS[span[2] as keyof typeof UNIT_MS];
  return new Date(now - length).toISOString();
}

/** The query of one list of the API under these filters. */
export function apiQuery(list: keyof typeof TAKEN, filters: Filters, now: number): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of TAKEN[list]) {
    if (name === "since" && filters.since) query.set("since", sinceTime(filters.since, now));
    else if (name === "q" || name === "since" || name === "until") filters[name] && query.set(name, filters[name]);
    else for (const value of filters[name]) query.append(name, value);
  }
  return query;
}

/** False where only the server can say whether an alert belongs here: full text, countries, an end in time. */
export function judgedHere(filters: Filters): boolean {
  return filters.q === "" && filters.country.length === 0 && filters.until === "";
}

/** Whether the alert passes those filters that the page can judge. Values of one filter are alternatives. */
export function passes(alert: Alert, filters: Filters): boolean {
  return FILTERS.every((name) => {
    const wanted = filters[name];
    return wanted.length === 0 || name === "country" || valuesOf(alert, name).some((value) => wanted.includes(value));
  });
}

/** What an alert has under the name of a filter. */
export function valuesOf(alert: Alert, name: Exclude<FilterName, "country">): string[] {
  switch (name) {
    case "actor":
      return alert.actors.map(({ id }) => String(id));
    case "place":
      return alert.places.map(({ id }) => String(id));
    case "source":
      return alert.sources;
    default:
      return [alert[name]];
  }
}
