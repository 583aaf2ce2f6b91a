/** Whether the news still comes: the stream's connection and the age of the last record. */

import type { FeedStatus } from "../api/types";
import { createStore } from "./store";

export interface Feed {
  readonly connection: "connecting" | "open" | "lost";
  /** When the connection was lost, in ms of the server's clock; null while it is there. */
  readonly lostAt: number | null;
  readonly status: FeedStatus | null;
  /** The server's clock minus this computer's, in ms. */
  readonly skew: number;
  /** The server's version when the page was loaded. */
  readonly version: string | null;
}

export const feed = createStore<Feed>({ connection: "connecting", lostAt: null, status: null, skew: 0, version: null });

export type Health =
  | { kind: "connecting" }
  | { kind: "live" }
  | { kind: "behind"; records: number }
  | { kind: "cut"; since: string | null }
  | { kind: "quiet"; since: string | null }
  | { kind: "lost"; since: string };

/** What to tell the editor at `now` (ms of the server's clock). */
export function health({ connection, lostAt, status }: Feed, now: number): Health {
  if (connection === "lost") return { kind: "lost", since: new Date(lostAt ?? now).toISOString() };
  if (!status) return { kind: "connecting" };
  const { last_record_at: last, behind, stale_after_seconds: patience, connected } = status.feed;
  if (!connected) return { kind: "cut", since: last };
  if (last === null || now - Date.parse(last) > patience * 1000) return { kind: "quiet", since: last };
  return behind !== null && behind > 0 ? { kind: "behind", records: behind } : { kind: "live" };
}

/** The server's time now, in ms. */
export function serverNow(): number {
  return Date.now() + feed.get().skew;
}

export function took(status: FeedStatus): void {
  feed.update((old) => ({
    connection: "open",
    lostAt: null,
    status,
    skew: Date.parse(status.now) - Date.now(),
    version: old.version ?? status.version,
  }));
}

/** A record came between two heartbeats: the feed is as fresh as now. */
export function tookRecord(): void {
  feed.update((old) => {
    if (!old.status) return old;
    const last = new Date(Date.now() + old.skew).toISOString();
    return { ...old, status: { ...old.status, feed: { ...old.status.feed, last_record_at: last } } };
  });
}

export function opened(): void {
  feed.update((old) => ({ ...old, connection: "open", lostAt: null }));
}

export function lost(): void {
  feed.update((old) => (old.connection === "lost" ? old : { ...old, connection: "lost", lostAt: Date.now() + old.skew }));
}
