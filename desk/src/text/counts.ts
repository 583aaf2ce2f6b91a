/** What a count says beside its number, in words. */

import type { Count, Toll } from "../api/types";

/** "killed 12–20 in 3 stories": the figures that agencies give last; of updates of one story never the sum. */
export function tollWords({ kind, stories, least, most }: Toll): string {
  const span = least === most ? String(least) : `${least}–${most}`;
  return `${kind} ${span}${stories === 1 ? "" : ` in ${stories} stories`}`;
}

/** "usual 1.5 (4 weeks)", or nothing where no earlier week is known. */
export function usualWords({ baseline }: Pick<Count, "baseline">): string {
  if (!baseline || baseline.weeks === 0) return "";
  const weeks = baseline.weeks === 1 ? "1 week" : `${baseline.weeks} weeks`;
  return `usual ${Number(baseline.stories.toFixed(1))} (${weeks})`;
}

/** All that is to be said of a count beside its number, the tolls first. */
export function countNotes(count: Count): string[] {
  const tolls = (count.casualties ?? []).filter(({ most }) => most > 0).map(tollWords);
  const usual = usualWords(count);
  return usual ? [...tolls, usual] : tolls;
}
