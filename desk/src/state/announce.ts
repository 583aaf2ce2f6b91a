/** What a screen reader is told of live alerts: a summary now and then, never each message. */

import type { Alert } from "../api/types";
import { createStore } from "./store";

export const announcement = createStore("");

/** Between two summaries. At a thousand updates a minute anything quicker is noise. */
const PAUSE_MS = 15_000;

let heap: Alert[] = [];
let timer = 0;

/** Adds alerts to the next summary, which comes at once after a quiet time. */
export function announce(alerts: readonly Alert[]): void {
  if (alerts.length === 0) return;
  heap.push(...alerts.slice(-100));
  if (timer === 0) say();
}

/** One sentence for several alerts, and the newest critical headline whole. */
export function summary(alerts: readonly Alert[]): string {
  const raised = alerts.filter(({ status }) => status === "raised").length;
  const withdrawn = alerts.filter(({ status }) => status === "withdrawn").length;
  const changed = alerts.length - raised - withdrawn;
  const parts = [
    raised > 0 ? `${raised} new ${raised === 1 ? "alert" : "alerts"}` : "",
    changed > 0 ? `${changed} changed` : "",
    withdrawn > 0 ? `${withdrawn} withdrawn` : "",
  ].filter(Boolean);
  const critical = alerts.findLast(({ severity, status }) => severity === "critical" && status !== "withdrawn");
  return `${parts.join(", ")}.${critical ? ` Critical: ${critical.headline}` : ""}`;
}

function say(): void {
  announcement.set(summary(heap));
  heap = [];
  timer = window.setTimeout(() => {
    timer = 0;
    if (heap.length > 0) say();
  }, PAUSE_MS);
}
