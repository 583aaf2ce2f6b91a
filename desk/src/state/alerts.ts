/**
 * The list of alerts: what is shown, in which order, and what waits.
 *
 * While the editor reads further down, or has paused, the order stands still: alerts that are on the page change in
 * place, new ones wait and are counted. The list is bounded, so that a page left open all day stays as quick as at
 * the start.
 */

import type { Alert } from "../api/types";

/** How many alerts the list keeps; asking for older ones raises it up to the most. */
export const BOUND = 200;
export const MOST = 1_000;

export interface AlertList {
  readonly byId: ReadonlyMap<string, Alert>;
  /** Ids as shown, newest message first. */
  readonly order: readonly string[];
  /** Ids that came, or came back to the top, while the list was held; newest first. */
  readonly waiting: readonly string[];
  /** Ids whose newest message came over the live stream, not by loading. */
  readonly live: ReadonlySet<string>;
  readonly next: string | null;
  readonly bound: number;
}

export const EMPTY: AlertList = {
  byId: new Map(),
  order: [],
  waiting: [],
  live: new Set(),
  next: null,
  bound: BOUND,
};

/** The first page, in place of all that was there. */
export function loaded(alerts: readonly Alert[], next: string | null): AlertList {
  const byId = new Map(alerts.map((alert) => [alert.id, alert]));
  return { ...EMPTY, byId, order: [...byId.keys()], next };
}

/** A further page, at the end. */
export function extended(list: AlertList, alerts: readonly Alert[], next: string | null): AlertList {
  const bound = Math.min(MOST, Math.max(list.bound, list.order.length + alerts.length));
  const byId = new Map(list.byId);
  const order = [...list.order];
  for (const alert of alerts) {
    if (byId.has(alert.id)) continue;
    byId.set(alert.id, alert);
    order.push(alert.id);
  }
  return bounded({ ...list, byId, order, bound, next: order.length >= MOST ? null : next });
}

/** Messages from the live stream, oldest first. `passes` says whether an alert belongs to the list. */
export function applied(
  list: AlertList,
  messages: readonly Alert[],
  held: boolean,
  passes: (alert: Alert) => boolean,
): AlertList {
  const byId = new Map(list.byId);
  const live = new Set(list.live);
  const top = new Set<string>();
  const gone = new Set<string>();
  for (const message of messages) {
    if (!newer(message, byId.get(message.id))) continue;
    top.delete(message.id);
    if (passes(message)) {
      byId.set(message.id, message);
      live.add(message.id);
      gone.delete(message.id);
      top.add(message.id);
    } else if (byId.delete(message.id)) gone.add(message.id);
  }
  if (top.size === 0 && gone.size === 0) return list;
  const moved = [...top].reverse();
  const rest = (ids: readonly string[]): string[] => ids.filter((id) => !top.has(id) && !gone.has(id));
  const order = held ? list.order.filter((id) => !gone.has(id)) : [...moved, ...rest(list.waiting), ...rest(list.order)];
  const waiting = held ? [...moved, ...rest(list.waiting)] : [];
  return bounded({ ...list, byId, live, order, waiting });
}

/** What waited goes to the top. */
export function released(list: AlertList): AlertList {
  if (list.waiting.length === 0) return list;
  const waiting = new Set(list.waiting);
  return bounded({ ...list, order: [...waiting, ...list.order.filter((id) => !waiting.has(id))], waiting: [] });
}

// A message that came twice (the stream resumed) changes nothing. After a long silence an alert starts again at 1.
function newer(message: Alert, held: Alert | undefined): boolean {
  return !held || message.sequence > held.sequence || message.at > held.at;
}

function bounded(list: AlertList): AlertList {
  if (list.order.length <= list.bound && list.waiting.length <= list.bound) return list;
  const order = list.order.slice(0, list.bound);
  const waiting = list.waiting.slice(0, list.bound);
  const kept = new Set([...order, ...waiting]);
  const byId = new Map([...list.byId].filter(([id]) => kept.has(id)));
  return { ...list, byId, order, waiting, live: new Set([...list.live].filter((id) => kept.has(id))) };
}
