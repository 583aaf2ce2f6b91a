import type { ComponentChildren } from "preact";
import type { Problem } from "../api/client";
import { generation } from "../state/load";

/** What is shown where there is nothing: why, and what to do. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** A failure in words, with the one thing that can be done about it. */
export function Failure({ what, problem }: { what: string; problem: Problem }) {
  return (
    <div class="empty" role="alert">
      <p class="empty-title">{what}</p>
      <p>{problem.message}</p>
      <button type="button" class="button" onClick={() => generation.update((n) => n + 1)}>
        Try again
      </button>
    </div>
  );
}

/** That something is on its way; told to screen readers as busy, not announced. */
export function Loading({ what }: { what: string }) {
  return (
    <p class="loading" aria-busy="true">
      Loading {what}…
    </p>
  );
}
