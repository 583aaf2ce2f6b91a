/** Dashes of a chart's lines, so that they can be told apart without their colours. */
export const DASHES: readonly (readonly number[] & number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 5]];

/** The most lines that can be told apart. */
export const LINES = DASHES.length;

/** A short piece of line `at`, as the chart draws it. */
export function Swatch({ at }: { at: number }) {
  return (
    <svg class="swatch" viewBox="0 0 24 8" width="24" height="8" aria-hidden="true">
      <line x1="0" y1="4" x2="24" y2="4" class={`line-${at + 1}`} stroke-dasharray={DASHES[at]?.join(" ") || undefined} />
    </svg>
  );
}
