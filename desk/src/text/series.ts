/** Counts of windows as lines over time. */

import type { Count } from "../api/types";
import type { Trend } from "../state/route";

export interface Line {
  value: string;
  name: string;
  points: number[];
}

export interface Series {
  /** Starts of the windows in seconds since 1970, without gaps. */
  times: number[];
  lines: Line[];
}

/**
 * Whether the newest window with counts is older than all of the last `length` up to `now` (ms). The chart then ends
 * with it: an archive that was read in has its news months ago, and an empty chart helps nobody.
 */
export function isPast(newest: string, seconds: number, now: number, length: number): boolean {
  return Date.parse(newest) < now - length * seconds * 1000;
}

/** The last `length` windows up to `end` (ms). A window that isn't in the counts had nothing: empty ones aren't sent. */
export function series(
  counts: readonly Count[],
  values: readonly string[],
  { window: seconds, measure }: Pick<Trend, "window" | "measure">,
  end: number,
  length: number,
): Series {
  const starts = counts.map(({ window_start: start }) => Date.parse(start) / 1000);
  const last = Math.max(Math.floor(end / 1000 / seconds) * seconds, ...starts);
  const times = Array.from({ length }, (_, at) => last - (length - 1 - at) * seconds);
  const found = new Map(counts.map((count) => [`${count.value} ${Date.parse(count.window_start) / 1000}`, count]));
  const names = new Map(counts.map(({ value, name }) => [value, name]));
  const lines = values.map((value) => ({
    value,
    name: names.get(value) || value,
    points: times.map((time) => found.get(`${value} ${time}`)?.[measure] ?? 0),
  }));
  return { times, lines };
}
