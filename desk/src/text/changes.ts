/** What changed between two texts, in words. */

import { diffLines, diffWordsWithSpace } from "diff";

export interface Change {
  kind: "same" | "added" | "removed";
  text: string;
}

/** Beyond this many characters together, words are not compared any more, only lines: it would stop the page. */
const WORDS_UP_TO = 60_000;

/** The changes from `before` to `after` in reading order. */
export function changes(before: string, after: string, language: string): Change[] {
  if (before === after) return after === "" ? [] : [{ kind: "same", text: after }];
  const parts =
    before.length + after.length > WORDS_UP_TO
      ? diffLines(before, after)
      : diffWordsWithSpace(before, after, segmenter(language));
  return parts.map(({ added, removed, value }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value,
  }));
}

// Chinese, Japanese, Thai and others write no spaces between words: the browser knows where they end.
const UNSPACED = new Set(["zh", "ja", "th", "km", "lo", "my"]);

function segmenter(language: string): { intlSegmenter?: Intl.Segmenter } {
  if (!UNSPACED.has(language) || typeof Intl.Segmenter === "undefined") return {};
  return { intlSegmenter: new Intl.Segmenter(language, { granularity: "word" }) };
}
