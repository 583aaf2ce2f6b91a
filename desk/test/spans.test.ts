import assert from "node:assert/strict";
import { test } from "node:test";
import { evidenceSpans, paragraphs, pieces } from "../src/text/spans";

test("positions are code points: an emoji before a label does not move it", () => {
  const cut = pieces("🔥 HTS enters", [{ start: 2, end: 5, tag: "actor" }]);
  assert.deepEqual(cut, [
    { text: "🔥 ", tags: [] },
    { text: "HTS", tags: ["actor"] },
    { text: " enters", tags: [] },
  ]);
});

test("overlapping labels cut the text so that each piece has all that cover it", () => {
  const cut = pieces("abcdef", [
    { start: 0, end: 4, tag: 1 },
    { start: 2, end: 6, tag: 2 },
  ]);
  assert.deepEqual(cut.map(({ text, tags }) => [text, tags]), [
    ["ab", [1]],
    ["cd", [1, 2]],
    ["ef", [2]],
  ]);
});

test("labels beyond the text are cut off, and the text is whole whatever they say", () => {
  const cut = pieces("abc", [
    { start: -4, end: 99, tag: 1 },
    { start: 3, end: 2, tag: 2 },
    { start: 7, end: 9, tag: 3 },
  ]);
  assert.deepEqual(cut, [{ text: "abc", tags: [1] }]);
});

test("a label that runs over a line break is in both paragraphs", () => {
  const cut = pieces("one two\n\nthree four", [{ start: 4, end: 14, tag: "x" }]);
  assert.deepEqual(paragraphs(cut), [
    [
      { text: "one ", tags: [] },
      { text: "two", tags: ["x"] },
    ],
    [
      { text: "three", tags: ["x"] },
      { text: " four", tags: [] },
    ],
  ]);
});

test("evidence of the headline is found in it, that of other fields is not looked for", () => {
  const spans = evidenceSpans("🔥 HTS enters Aleppo", ["headline: HTS", "body: enters", "headline: Homs"], "actor");
  assert.deepEqual(spans, [{ start: 2, end: 5, tag: "actor" }]);
});
