/** Names to read for the ids in filters, learnt from whatever the server sent. */

import type { Alert, Count, MapPlace, Named } from "../api/types";
import type { FilterName } from "./route";
import { createStore } from "./store";

export type Names = Readonly<Record<FilterName, ReadonlyMap<string, string>>>;

const EMPTY = new Map<string, string>();
export const names = createStore<Names>({
  severity: EMPTY,
  status: EMPTY,
  rule: EMPTY,
  actor: EMPTY,
  place: EMPTY,
  country: EMPTY,
  source: EMPTY,
  language: EMPTY,
});

const REGIONS = new Intl.DisplayNames(["en"], { type: "region" });
const LANGUAGES = new Intl.DisplayNames(["en"], { type: "language" });

/** The name of a filter's value; the value itself where none is known. */
export function nameOf(known: Names, filter: FilterName, value: string): string {
  if (filter === "country") return displayed(REGIONS, value);
  if (filter === "language") return value === "und" ? "Language unknown" : displayed(LANGUAGES, value);
  return known[filter].get(value) ?? value;
}

export function learnAlerts(alerts: readonly Alert[]): void {
  const found = alerts.flatMap((alert) => [
    ...named("actor", alert.actors),
    ...named("place", alert.places),
    ...alert.sources.map((source) => ["source", source, source] as const),
    ["rule", alert.rule, alert.rule] as const,
    ["language", alert.language, alert.language] as const,
  ]);
  learn(found);
}

export function learnPlaces(places: readonly MapPlace[]): void {
  learn(
    places.flatMap((place) => [
      ["place", String(place.id), place.name] as const,
      ...(place.country ? [["country", place.country, place.country] as const] : []),
    ]),
  );
}

export function learnNamed(actors: readonly Named[], places: readonly Named[]): void {
  learn([...named("actor", actors), ...named("place", places)]);
}

export function learnCounts(counts: readonly Count[]): void {
  learn(
    counts.flatMap(({ dimension, value, name }) =>
      dimension === "actor" || dimension === "place" || dimension === "country" || dimension === "source"
        ? [[dimension, value, name] as const]
        : [],
    ),
  );
}

type Lesson = readonly [FilterName, string, string];

function named(filter: FilterName, labels: readonly Named[]): Lesson[] {
  return labels.map(({ id, name }) => [filter, String(id), name] as const);
}

// The store changes only where there is something to learn: menus watch it.
function learn(lessons: readonly Lesson[]): void {
  const known = names.get();
  const fresh = lessons.filter(([filter, value, name]) => known[filter].get(value) !== name);
  if (fresh.length === 0) return;
  const next: Record<FilterName, ReadonlyMap<string, string>> = { ...known };
  for (const filter of new Set(fresh.map(([name]) => name))) {
    const own = fresh.filter(([name]) => name === filter).map(([, value, name]) => [value, name] as const);
    next[filter] = new Map([...known[filter], ...own]);
  }
  names.set(next);
}

function displayed(kind: Intl.DisplayNames, value: string): string {
  try {
    return kind.of(value) ?? value;
  } catch {
    return value; // Not a well-formed code: it is shown as it came.
  }
}
