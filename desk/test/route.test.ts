import assert from "node:assert/strict";
import { test } from "node:test";
import { apiQuery, judgedHere, passes, sinceTime } from "../src/state/query";
import { formatRoute, narrowed, NO_FILTERS, parseRoute, toggled } from "../src/state/route";
import type { Alert } from "../src/api/types";

const ADDRESSES = [
  "",
  "?severity=high&severity=critical&q=harbour+fire&since=6h",
  "?view=map&actor=hts&place=-17&alert=9b1f",
  "?view=stories&story=4be0&read=2&against=0",
  "?view=trends&dimension=place&window=900&measure=sources&value=170063&value=216281",
];

test("an address that was read is written the same", () => {
  for (const address of ADDRESSES) assert.equal(formatRoute(parseRoute(address)), address);
});

test("what an address says wrongly is passed over", () => {
  const route = parseRoute("?view=admin&read=-1&against=x&window=7&dimension=__proto__&severity=");
  assert.equal(route.view, "alerts");
  assert.equal(route.read, null);
  assert.equal(route.against, null);
  assert.equal(route.trend.window, 3600);
  assert.equal(route.trend.dimension, "actor");
});

test("pressing a value twice leaves the filters as they were", () => {
  const once = toggled(NO_FILTERS, "actor", "hts");
  assert.deepEqual(once.actor, ["hts"]);
  assert.ok(narrowed(once));
  assert.deepEqual(toggled(once, "actor", "hts"), NO_FILTERS);
});

test("a span is a time before now, and a time is itself", () => {
  const now = Date.parse("2026-03-02T12:00:00Z");
  assert.equal(sinceTime("6h", now), "2026-03-02T06:00:00.000Z");
  assert.equal(sinceTime("2026-03-01T00:00:00Z", now), "2026-03-01T00:00:00Z");
});

test("each list of the API is asked only for what it takes", () => {
  const { filters } = parseRoute("?severity=high&actor=hts&q=fire&since=2026-03-01T00:00:00Z");
  assert.equal(apiQuery("stories", filters, 0).toString(), "actor=hts&since=2026-03-01T00%3A00%3A00Z");
  assert.equal(apiQuery("alerts", filters, 0).getAll("severity")[0], "high");
});

test("values of one filter are alternatives, filters are all needed", () => {
  const alert = { severity: "high", actors: [{ id: "hts", name: "HTS" }], places: [{ id: 170063, name: "Aleppo" }], sources: ["AP"] };
  const passing = (address: string): boolean => passes(alert as unknown as Alert, parseRoute(address).filters);
  assert.ok(passing("?severity=low&severity=high&place=170063"));
  assert.ok(!passing("?severity=low&place=170063"));
  assert.ok(!passing("?source=AFP"));
});

test("full text and countries are left to the server", () => {
  assert.ok(judgedHere(parseRoute("?actor=hts").filters));
  assert.ok(!judgedHere(parseRoute("?country=SY").filters));
  assert.ok(!judgedHere(parseRoute("?q=fire").filters));
});
