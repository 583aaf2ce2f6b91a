/** When to load again: a number that grows after changes in a store, at most once in so many milliseconds. */

import { useEffect, useState } from "preact/hooks";

import type { Store } from "./store";

/** `concerns` says whether a change is this component's; `keys` are what it depends on, as for useEffect. */
export function useRefresh<T>(
  store: Store<T>,
  pause: number,
  concerns: (value: T) => boolean = () => true,
  keys: readonly unknown[] = [],
): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let timer = 0;
    const stop = store.watch(() => {
      if (timer !== 0 || !concerns(store.get())) return;
      timer = window.setTimeout(() => {
        timer = 0;
        setVersion((n) => n + 1);
      }, pause);
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [store, pause, ...keys]);
  return version;
}
