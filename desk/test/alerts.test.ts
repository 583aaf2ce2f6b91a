import assert from "node:assert/strict";
import { test } from "node:test";
import type { Alert } from "../src/api/types";
import { applied, BOUND, extended, loaded, MOST, released } from "../src/state/alerts";

function alert(id: string, sequence = 1, more: Partial<Alert> = {}): Alert {
  return {
    id,
    sequence,
    status: sequence === 1 ? "raised" : "amended",
    rule: "coast",
    story: `story-${id}`,
    severity: "high",
    headline: id,
    reason: "",
    changes: [],
    actors: [],
    places: [],
    sources: ["AP"],
    single_source: true,
    uri: id,
    provider: "AP",
    version: null,
    language: "en",
    at: "2026-03-02T12:00:00Z",
    ingested_at: "2026-03-02T12:00:00Z",
    ...more,
  };
}

const all = (): boolean => true;
const page = () => loaded([alert("b"), alert("a")], "more");

test("live messages go to the top, the last one first", () => {
  assert.deepEqual(applied(page(), [alert("c"), alert("d")], false, all).order, ["d", "c", "b", "a"]);
});

test("an amended alert changes, and moves up", () => {
  const list = applied(page(), [alert("a", 2)], false, all);
  assert.deepEqual(list.order, ["a", "b"]);
  assert.equal(list.byId.get("a")?.status, "amended");
});

test("while the list is held its order stands, changes show in place, and new ones wait", () => {
  const held = applied(page(), [alert("c"), alert("a", 2)], true, all);
  assert.deepEqual(held.order, ["b", "a"]);
  assert.equal(held.byId.get("a")?.sequence, 2);
  assert.deepEqual(held.waiting, ["a", "c"]);
  assert.deepEqual(released(held).order, ["a", "c", "b"]);
});

test("what waited shows with the next message once the list is free", () => {
  const held = applied(page(), [alert("c")], true, all);
  assert.deepEqual(applied(held, [alert("d")], false, all).order, ["d", "c", "b", "a"]);
});

test("a message that came twice changes nothing at all", () => {
  const list = page();
  assert.equal(applied(list, [alert("a"), alert("b")], false, all), list);
});

test("an alert that starts again at 1 after a long silence is taken", () => {
  const before = loaded([alert("a", 5)], null);
  const list = applied(before, [alert("a", 1, { at: "2026-03-09T12:00:00Z" })], false, all);
  assert.equal(list.byId.get("a")?.sequence, 1);
});

test("an alert that no longer passes the filters leaves the list, even a held one", () => {
  const list = applied(page(), [alert("a", 2)], true, ({ sequence }) => sequence === 1);
  assert.deepEqual(list.order, ["b"]);
  assert.equal(list.byId.has("a"), false);
});

test("the list stays bounded however much comes, held or not", () => {
  for (const held of [false, true]) {
    let list = page();
    for (let n = 0; n < 40; n += 1) {
      const messages = Array.from({ length: 50 }, (_, at) => alert(`x${n}-${at}`));
      list = applied(list, messages, held, all);
    }
    assert.ok(list.order.length <= BOUND);
    assert.ok(list.waiting.length <= BOUND);
    assert.ok(list.byId.size <= 2 * BOUND);
    assert.ok(list.live.size <= list.byId.size);
  }
});

test("older pages raise the bound, up to the most", () => {
  let list = page();
  for (let n = 0; n < 30; n += 1) {
    list = extended(list, Array.from({ length: 60 }, (_, at) => alert(`y${n}-${at}`)), "more");
  }
  assert.equal(list.order.length, MOST);
  assert.equal(list.next, null);
});
