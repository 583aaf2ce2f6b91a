/** The event stream: typed events out, and a connection that comes back by itself. */

import type { Alert, Count, FeedStatus } from "./types";
import { address } from "./client";

export interface LiveHandlers {
  onAlert(alert: Alert): void;
  onStory(id: string): void;
  onCounts(counts: Count[]): void;
  onStatus(status: FeedStatus): void;
  /** What is shown may have gaps: load everything again. */
  onReset(): void;
  onOpen(): void;
  onLost(): void;
}

/** The server's heartbeat is every 15 s; two missed ones and the connection counts as dead. */
const SILENCE_MS = 40_000;
const BACKOFF_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

/** Opens the stream; the returned function closes it for good. */
export function openLive(handlers: LiveHandlers): () => void {
  let source: EventSource | null = null;
  let watchdog = 0;
  let retry = 0;
  let failures = 0;

  const heard = (): void => {
    window.clearTimeout(watchdog);
    watchdog = window.setTimeout(startAgain, SILENCE_MS);
  };

  // The browser reconnects by itself, with Last-Event-ID, after a broken connection. It gives up after an HTTP
  // error (a proxy's 502): then a new stream is opened, which has no id, so everything is loaded again.
  const startAgain = (): void => {
    window.clearTimeout(watchdog);
    source?.close();
    handlers.onLost();
    const wait = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 15_000;
    failures += 1;
    retry = window.setTimeout(() => connect(true), wait);
  };

  const connect = (anew: boolean): void => {
    source = new EventSource(address("live"));
    source.onopen = () => {
      failures = 0;
      heard();
      handlers.onOpen();
      if (anew) handlers.onReset();
      anew = false;
    };
    source.onerror = () => (source?.readyState === EventSource.CLOSED ? startAgain() : handlers.onLost());
    listen<Alert>(source, "alert", heard, handlers.onAlert);
    listen<{ id: string }>(source, "story", heard, ({ id }) => handlers.onStory(id));
    listen<{ counts: Count[] }>(source, "counts", heard, ({ counts }) => handlers.onCounts(counts));
    listen<FeedStatus>(source, "status", heard, handlers.onStatus);
    source.addEventListener("reset", () => {
      heard();
      handlers.onReset();
    });
    heard();
  };

  connect(false);
  return () => {
    window.clearTimeout(watchdog);
    window.clearTimeout(retry);
    source?.close();
  };
}

function listen<T>(source: EventSource, name: string, heard: () => void, take: (data: T) => void): void {
  source.addEventListener(name, (event: MessageEvent<string>) => {
    heard();
    take(JSON.parse(event.data) as T);
  });
}
