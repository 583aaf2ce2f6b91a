/** What an alert says: the words of its headline that its labels were read from, and its reason. */

import type { Alert, Named } from "../api/types";
import type { Mark } from "../parts/words";
import { evidenceSpans, type Span } from "./spans";

export function alertSpans(alert: Pick<Alert, "headline" | "actors" | "places">): Span<Mark>[] {
  const of = (kind: Mark["kind"], labels: readonly Named[]): Span<Mark>[] =>
    labels.flatMap(({ name, evidence }) => evidenceSpans(alert.headline, evidence ?? [], { kind, title: `${kind}: ${name}` }));
  return [...of("actor", alert.actors), ...of("place", alert.places)];
}

/** Why it was told, without the rule's name, which stands beside it: "rule flash: AFP withdrew its report". */
export function why({ rule, reason }: Pick<Alert, "rule" | "reason">): string {
  const named = `rule ${rule}: `;
  return reason.startsWith(named) ? reason.slice(named.length) : reason;
}

/** That it is withdrawn, why, and what that means for who reads it, as sentences. */
export function withdrawnWords(alert: Pick<Alert, "rule" | "reason">): string {
  const said = why(alert).replace(/[.\s]+$/, "");
  return `${said === "" ? "Withdrawn" : `Withdrawn: ${said}`}. Don't use it.`;
}
