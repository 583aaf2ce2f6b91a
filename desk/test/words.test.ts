import assert from "node:assert/strict";
import { test } from "node:test";
import type { Alert, Count, StoryVersion } from "../src/api/types";
import { summary } from "../src/state/announce";
import { health } from "../src/state/feed";
import { why, withdrawnWords } from "../src/text/alert";
import { changes } from "../src/text/changes";
import { countNotes } from "../src/text/counts";
import { labelled } from "../src/text/labels";
import { isPast, series } from "../src/text/series";
import { age, moment } from "../src/text/time";
import { comparedWith, readFirst } from "../src/text/versions";

const NOW = Date.parse("2026-03-02T12:00:00Z");

test("a reason is told without the rule, which stands beside it", () => {
  assert.equal(why({ rule: "flash", reason: "rule flash: urgency 1" }), "urgency 1");
  assert.equal(why({ rule: "flash", reason: "corrected" }), "corrected");
  const withdrawn = { rule: "flash", reason: "rule flash: AFP withdrew its report" };
  assert.equal(withdrawnWords(withdrawn), "Withdrawn: AFP withdrew its report. Don't use it.");
  assert.equal(withdrawnWords({ rule: "flash", reason: "" }), "Withdrawn. Don't use it.");
});

test("times are UTC, with the day where it is another one", () => {
  assert.equal(moment("2026-03-02T09:05:00Z", NOW), "09:05");
  assert.equal(moment("2026-02-27T23:59:00Z", NOW), "27 Feb 23:59");
  assert.equal(moment("2024-11-29T13:07:20Z", NOW), "29 Nov 2024 13:07");
});

test("ages are whole units, and a time to come is now", () => {
  const said = ["2026-03-02T12:00:30Z", "2026-03-02T11:56:01Z", "2026-03-01T12:00:00Z", "2026-02-20T12:00:00Z"];
  assert.deepEqual(said.map((at) => age(at, NOW)), ["now", "3 min", "24 h", "10 d"]);
});

test("both sides of a comparison can be read back from the changes", () => {
  const [before, after] = ["At least 12 people were hurt.", "At least 20 people were injured."];
  const found = changes(before, after, "en");
  assert.equal(found.filter(({ kind }) => kind !== "added").map(({ text }) => text).join(""), before);
  assert.equal(found.filter(({ kind }) => kind !== "removed").map(({ text }) => text).join(""), after);
  assert.ok(found.some(({ kind, text }) => kind === "removed" && text === "12"));
});

test("in a language without spaces a changed word is found, not a changed sentence", () => {
  const found = changes("警方表示十二人死亡。", "警方表示二十人死亡。", "zh");
  assert.ok(found.some(({ kind, text }) => kind === "same" && text.includes("死亡")));
});

test("very long texts are compared by lines, so that the page goes on", () => {
  const long = Array.from({ length: 4_000 }, (_, at) => `Line ${at} of a long text.`).join("\n");
  const found = changes(long, `${long}\nOne more.`, "en");
  assert.ok(found.some(({ kind }) => kind === "added"));
});

const version = (uri: string, state: StoryVersion["state"]): StoryVersion =>
  ({ uri, state }) as unknown as StoryVersion;

test("the newest version in force is read, against the one before of the same item", () => {
  const versions = [version("a", "superseded"), version("b", "current"), version("a", "current"), version("c", "killed")];
  assert.equal(readFirst(versions), 2);
  assert.equal(comparedWith(versions, 2), 0);
  assert.equal(comparedWith(versions, 1), 1);
  assert.equal(comparedWith(versions, 3), 3);
});

const count = (value: string, start: string, stories: number): Count => ({
  value,
  name: value.toUpperCase(),
  window_start: start,
  window_seconds: 3600,
  dimension: "actor",
  stories,
  updates: 0,
  sources: 0,
});

test("windows that were not sent had nothing: the line goes to zero there", () => {
  const counts = [count("hts", "2026-03-02T10:00:00Z", 4), count("hts", "2026-03-02T12:00:00Z", 2)];
  const { times, lines } = series(counts, ["hts", "m23"], { window: 3600, measure: "stories" }, NOW, 3);
  assert.deepEqual(times.map((time) => new Date(time * 1000).getUTCHours()), [10, 11, 12]);
  assert.deepEqual(lines.map(({ points }) => points), [
    [4, 0, 2],
    [0, 0, 0],
  ]);
});

test("a chart of an archive ends with its newest window, a live one now", () => {
  assert.equal(isPast("2024-11-29T13:00:00Z", 3600, NOW, 48), true);
  assert.equal(isPast("2026-02-28T13:00:00Z", 3600, NOW, 48), false);
  const counts = [count("hts", "2024-11-29T13:00:00Z", 4)];
  const { lines } = series(counts, ["hts"], { window: 3600, measure: "stories" }, Date.parse("2024-11-29T13:00:00Z"), 3);
  assert.deepEqual(lines[0]?.points, [0, 0, 4]);
});

test("names on the map don't cover each other, the larger place keeps its own", () => {
  const dot = (id: string, x: number) => ({ id, x, y: 10, size: 5, place: { name: "Some city" } });
  assert.deepEqual([...labelled([dot("large", 10), dot("small", 15), dot("far", 300)], 1)], ["large", "far"]);
  assert.deepEqual([...labelled([dot("large", 10), dot("small", 15)], 20)], ["large", "small"]);
});

test("many live alerts are one sentence, with the newest critical one whole", () => {
  const said = (status: Alert["status"], severity: Alert["severity"], headline: string) =>
    ({ status, severity, headline }) as unknown as Alert;
  assert.equal(
    summary([said("raised", "low", "A"), said("raised", "critical", "B"), said("amended", "low", "C"), said("withdrawn", "critical", "D")]),
    "2 new alerts, 1 changed, 1 withdrawn. Critical: B",
  );
});

test("the feed is stale when its last record is older than the server's patience, and lost without the server", () => {
  const known = (last: string | null, behind = 0) => ({
    connection: "open" as const,
    lostAt: null,
    skew: 0,
    version: "1",
    status: { now: "", version: "1", feed: { last_record_at: last, behind, connected: true, stale_after_seconds: 60 } },
  });
  assert.deepEqual(health(known("2026-03-02T11:59:30Z"), NOW), { kind: "live" });
  assert.deepEqual(health(known("2026-03-02T11:59:30Z", 7), NOW), { kind: "behind", records: 7 });
  assert.deepEqual(health(known("2026-03-02T11:58:00Z"), NOW), { kind: "quiet", since: "2026-03-02T11:58:00Z" });
  assert.deepEqual(health(known(null), NOW), { kind: "quiet", since: null });
  const fresh = { last_record_at: "2026-03-02T11:59:30Z", behind: 0, connected: false, stale_after_seconds: 60 };
  const cut = { ...known(null), status: { now: "", version: "1", feed: fresh } };
  assert.deepEqual(health(cut, NOW), { kind: "cut", since: fresh.last_record_at });
  assert.equal(health({ ...known(null), connection: "lost", lostAt: NOW }, NOW).kind, "lost");
});

test("a count says its tolls and what is usual, and nothing of what is not known", () => {
  const bare: Count = {
    window_start: "2026-03-02T12:00:00Z",
    window_seconds: 3600,
    dimension: "actor",
    value: "hts",
    name: "HTS",
    stories: 3,
    updates: 7,
    sources: 2,
  };
  assert.deepEqual(countNotes(bare), []);
  assert.deepEqual(countNotes({ ...bare, baseline: { weeks: 0, stories: 0, updates: 0 } }), []);
  assert.deepEqual(
    countNotes({
      ...bare,
      casualties: [
        { kind: "killed", stories: 1, least: 12, most: 20 },
        { kind: "wounded", stories: 2, least: 7, most: 7 },
      ],
      baseline: { weeks: 4, stories: 1.25, updates: 3 },
    }),
    ["killed 12–20", "wounded 7 in 2 stories", "usual 1.3 (4 weeks)"],
  );
});
