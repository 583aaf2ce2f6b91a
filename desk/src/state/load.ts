/** Loading for components: one answer for a key, kept while it is loaded again. */

import { useEffect, useState } from "preact/hooks";
import { Problem } from "../api/client";
import { feed } from "./feed";
import { createStore, useStore } from "./store";

/** Counts up when all that is shown must be loaded again. */
export const generation = createStore(0);

/** True once the server asked for a token. */
export const locked = createStore(false);

export interface Loaded<T> {
  readonly data: T | null;
  readonly problem: Problem | null;
  readonly loading: boolean;
}

interface Held<T> extends Loaded<T> {
  readonly key: string;
}

/**
 * What `load` gives for `key`, loaded again when key, `version` or the generation changes, and when the server is
 * back after a failure. `delay` (ms) spares the server while keys follow each other quickly. An empty key loads nothing.
 */
export function useLoad<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
  { version = 0, delay = 0 }: { version?: number; delay?: number } = {},
): Loaded<T> {
  const [held, setHeld] = useState<Held<T>>({ key, data: null, problem: null, loading: true });
  const current = useStore(generation);
  const { connection } = useStore(feed);
  const again = held.problem?.status === 0 && connection === "open";
  useEffect(() => {
    if (key === "") return undefined;
    const abort = new AbortController();
    setHeld((old) => (old.key === key ? { ...old, loading: true } : { key, data: null, problem: null, loading: true }));
    const start = (): void => {
      load(abort.signal).then(
        (data) => abort.signal.aborted || setHeld({ key, data, problem: null, loading: false }),
        (error: unknown) => {
          if (abort.signal.aborted) return;
          const problem = asProblem(error);
          setHeld((old) => ({ ...old, problem, loading: false }));
        },
      );
    };
    const timer = window.setTimeout(start, delay);
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [key, version, current, again]);
  return held.key === key ? held : { data: null, problem: null, loading: key !== "" };
}

/** Any failure as a Problem; one that asks for a token locks the page. */
export function asProblem(error: unknown): Problem {
  const problem = error instanceof Problem ? error : new Problem(-1, `The page failed: ${String(error)}`);
  if (problem.status === 401) locked.set(true);
  return problem;
}
