/** Lists that come in pages: the first for a key, and more when asked for. */

import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../api/client";
import { asProblem, useLoad } from "./load";

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface Pages<T> extends Page<T> {
  readonly loading: boolean;
  readonly problem: Problem | null;
  more(): void;
}

/** The pages of a list; `key` names it with its filters, a new `version` loads the first page again. */
export function usePages<T>(
  key: string,
  load: (cursor: string | null, signal?: AbortSignal) => Promise<Page<T>>,
  version = 0,
): Pages<T> {
  const first = useLoad(key, (signal) => load(null, signal), { version });
  const [further, setFurther] = useState<Page<T> | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Problem | null>(null);
  useEffect(() => {
    setFurther(null);
    setFailed(null);
  }, [first.data]);
  const items = [...(first.data?.items ?? []), ...(further?.items ?? [])];
  const next = further ? further.next : (first.data?.next ?? null);
  const more = (): void => {
    if (busy || next === null) return;
    setBusy(true);
    load(next)
      .then((page) => setFurther((old) => ({ items: [...(old?.items ?? []), ...page.items], next: page.next })))
      .catch((error: unknown) => setFailed(asProblem(error)))
      .finally(() => setBusy(false));
  };
  return { items, next, loading: first.loading || busy, problem: first.problem ?? failed, more };
}
