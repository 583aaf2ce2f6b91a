/** The server's time as stores: one for the clock on the page, a slow one for ages. */

import { serverNow } from "./feed";
import { createStore } from "./store";

/** Each second. */
export const second = createStore(serverNow());

/** Each 15 seconds: a hundred ages on the page need no more, and it costs a hundred renderings. */
export const quarter = createStore(serverNow());

export function startClock(): void {
  window.setInterval(() => second.set(serverNow()), 1_000);
  window.setInterval(() => quarter.set(serverNow()), 15_000);
}
