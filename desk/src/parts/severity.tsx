import type { Severity } from "../api/types";

const BARS: Readonly<Record<Severity, number>> = { critical: 4, high: 3, medium: 2, low: 1 };

/** A severity as word, number of bars and colour: each alone is enough. */
export function SeverityTag({ severity }: { severity: Severity }) {
  const lit = BARS[severity] ?? 0;
  return (
    <span class={`severity severity-${severity}`}>
      <svg viewBox="0 0 15 12" width="15" height="12" aria-hidden="true">
        {[0, 1, 2, 3].map((bar) => (
          <rect key={bar} x={bar * 4} y={9 - bar * 3} width="3" height={3 + bar * 3} class={bar < lit ? "lit" : "unlit"} />
        ))}
      </svg>
      {severity}
    </span>
  );
}
