/** The words of an alert's headline that its labels were read from. */

import type { Alert, Named } from "../api/types";
import type { Mark } from "../parts/words";
import { evidenceSpans, type Span } from "./spans";

export function alertSpans(alert: Pick<Alert, "headline" | "actors" | "places">): Span<Mark>[] {
  const of = (kind: Mark["kind"], labels: readonly Named[]): Span<Mark>[] =>
    labels.flatMap(({ name, evidence }) => evidenceSpans(alert.headline, evidence ?? [], { kind, title: `${kind}: ${name}` }));
  return [...of("actor", alert.actors), ...of("place", alert.places)];
}
