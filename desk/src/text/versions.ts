/** Which of a story's versions is read first, and with which one it is compared. */

import type { StoryVersion } from "../api/types";

/** The newest version in force; where all are killed, the last. */
export function readFirst(versions: readonly StoryVersion[]): number {
  const current = versions.findLastIndex(({ state }) => state === "current");
  return current >= 0 ? current : versions.length - 1;
}

/** The version before of the same item; itself where there is none, which means no comparison. */
export function comparedWith(versions: readonly StoryVersion[], at: number): number {
  const uri = versions[at]?.uri;
  const before = versions.slice(0, at).findLastIndex((version) => version.uri === uri && version.state !== "killed");
  return before >= 0 && versions[at]?.state !== "killed" ? before : at;
}
