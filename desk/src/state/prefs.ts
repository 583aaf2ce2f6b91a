/** What the editor chose for this browser: kept in its local storage, never sent. */

import { createStore, type Store } from "./store";

export type Theme = "auto" | "light" | "dark";

export interface Prefs {
  readonly theme: Theme;
  readonly sound: boolean;
  /** Single keys (j, k, /) as commands; some screen readers and speech input need them off. */
  readonly keys: boolean;
}

const KEY = "newswire-desk";
const DEFAULTS: Prefs = { theme: "auto", sound: false, keys: true };

export const prefs: Store<Prefs> = createStore(read());

export function prefer(change: Partial<Prefs>): void {
  prefs.update((old) => ({ ...old, ...change }));
  try {
    window.localStorage.setItem(KEY, JSON.stringify(prefs.get()));
  } catch {
    // Storage may be forbidden or full: the choice then lasts until the page is closed.
  }
}

/** Shows the chosen theme from now on. */
export function followTheme(): void {
  const show = (): void => {
    const { theme } = prefs.get();
    if (theme === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  };
  prefs.watch(show);
  show();
}

function read(): Prefs {
  try {
    const stored = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? "{}") as Partial<Record<keyof Prefs, unknown>>;
    return {
      theme: stored.theme === "light" || stored.theme === "dark" ? stored.theme : DEFAULTS.theme,
      sound: stored.sound === true,
      keys: stored.keys !== false,
    };
  } catch {
    return DEFAULTS;
  }
}
