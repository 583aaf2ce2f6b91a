/** The page's engine: the live stream, gathered and handed on at a pace that the page can show. */

import { get, type Problem } from "../api/client";
import { openLive } from "../api/live";
import type { Alert, AlertPage, Count } from "../api/types";
import { applied, EMPTY, extended, loaded, released, type AlertList } from "./alerts";
import { announce } from "./announce";
import { lost, opened, serverNow, took, tookRecord } from "./feed";
import { asProblem, generation } from "./load";
import { learnAlerts, learnCounts } from "./names";
import { apiQuery, judgedHere, passes, sinceTime } from "./query";
import { route, type Filters } from "./route";
import { soundFor } from "./sound";
import { createStore } from "./store";

export interface Alerts {
  readonly list: AlertList;
  readonly loading: boolean;
  readonly problem: Problem | null;
}

export const alerts = createStore<Alerts>({ list: EMPTY, loading: true, problem: null });

/** The editor asked the list to stand still. */
export const paused = createStore(false);

/** The list is scrolled away from its top. */
export const scrolled = createStore(false);

/** Count records of the last tick, and ids of stories that changed: views that show them look here. */
export const changedCounts = createStore<readonly Count[]>([]);
export const changedStories = createStore<ReadonlySet<string>>(new Set());

/** Live messages are shown together, this often: the eye can't follow more, and the page stays free between. */
const TICK_MS = 250;

/** The list stands still this long after the pointer moved over it: nobody should hit the row that slid under it. */
const STEADY_MS = 2_500;

/** More live messages than this in one tick (a hidden tab is woken rarely): the oldest are passed over. */
const QUEUE = 500;

const PAGE = 60;

let queue = new Map<string, Alert>();
let stories = new Set<string>();
let counts: Count[] = [];
let steadyUntil = 0;
let request: AbortController | null = null;
let asked = 0;

export function steady(): void {
  steadyUntil = Date.now() + STEADY_MS;
}

function held(): boolean {
  return paused.get() || scrolled.get() || Date.now() < steadyUntil;
}

/** Starts everything; once, when the page is loaded. */
export function startDesk(): void {
  let filters = route.get().filters;
  route.watch(() => {
    if (route.get().filters === filters || sameFilters(route.get().filters, filters)) return;
    filters = route.get().filters;
    void loadAlerts();
  });
  generation.watch(() => void loadAlerts());
  openLive({
    onAlert(alert) {
      queue.delete(alert.id);
      queue.set(alert.id, alert);
      if (queue.size > QUEUE) queue.delete(queue.keys().next().value ?? "");
      tookRecord();
    },
    onStory: (id) => stories.add(id),
    onCounts: (changed) => counts.push(...changed),
    onStatus: took,
    onReset: () => generation.update((n) => n + 1),
    onOpen() {
      opened();
      if (alerts.get().problem) void loadAlerts();
    },
    onLost: lost,
  });
  window.setInterval(tick, TICK_MS);
  void loadAlerts();
}

function sameFilters(one: Filters, other: Filters): boolean {
  return apiQuery("alerts", one, 0).toString() === apiQuery("alerts", other, 0).toString();
}

function tick(): void {
  if (queue.size > 0) takeAlerts();
  else if (!held() && alerts.get().list.waiting.length > 0) showWaiting();
  if (stories.size > 0) changedStories.set(stories);
  if (counts.length > 0) {
    learnCounts(counts);
    changedCounts.set(counts);
  }
  stories = new Set();
  counts = [];
}

function takeAlerts(): void {
  const messages = [...queue.values()];
  queue = new Map();
  learnAlerts(messages);
  const { filters } = route.get();
  const since = filters.since ? sinceTime(filters.since, serverNow()) : "";
  const belongs = messages.filter((alert) => passes(alert, filters) && alert.at >= since);
  if (!judgedHere(filters)) {
    if (belongs.length > 0) askAgain();
    return;
  }
  const here = new Set(belongs);
  alerts.update((old) => ({ ...old, list: applied(old.list, messages, held(), (alert) => here.has(alert)) }));
  announce(belongs);
  soundFor(belongs);
}

// Under a filter that only the server can judge, live messages make the page ask again, at most each two seconds.
function askAgain(): void {
  if (asked !== 0) return;
  asked = window.setTimeout(() => {
    asked = 0;
    void loadAlerts();
  }, 2_000);
}

/** Shows what waited, at the top. */
export function showWaiting(): void {
  alerts.update((old) => ({ ...old, list: released(old.list) }));
}

async function loadAlerts(): Promise<void> {
  request?.abort();
  request = new AbortController();
  const { signal } = request;
  alerts.update((old) => ({ ...old, loading: true }));
  await fetched(signal, null, (page) => loaded(page.alerts, page.next));
}

/** Loads the page before the oldest alert shown. */
export async function loadOlder(): Promise<void> {
  const { list, loading } = alerts.get();
  if (loading || list.next === null) return;
  request = new AbortController();
  alerts.update((old) => ({ ...old, loading: true }));
  await fetched(request.signal, list.next, (page) => extended(alerts.get().list, page.alerts, page.next));
}

async function fetched(signal: AbortSignal, cursor: string | null, make: (page: AlertPage) => AlertList): Promise<void> {
  const query = apiQuery("alerts", route.get().filters, serverNow());
  query.set("limit", String(PAGE));
  if (cursor !== null) query.set("cursor", cursor);
  try {
    const page = await get<AlertPage>("alerts", query, signal);
    if (signal.aborted) return;
    learnAlerts(page.alerts);
    alerts.set({ list: make(page), loading: false, problem: null });
  } catch (error) {
    if (signal.aborted) return;
    alerts.update((old) => ({ ...old, loading: false, problem: asProblem(error) }));
  }
}
