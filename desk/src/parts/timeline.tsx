import type { Alert, Moment } from "../api/types";
import { why } from "../text/alert";
import { At } from "./ago";
import { Changes, StatusTag } from "./status";
import { Words } from "./words";

interface Entry extends Moment {
  changes: readonly string[];
  why: string;
  language: string;
}

/** What was told of an alert and when: reports before it, then its messages, newest first. */
export function Timeline({ alert, history }: { alert: Alert; history: readonly Alert[] }) {
  const entries = merged(alert, history);
  return (
    <ol class="timeline" reversed>
      {entries.reverse().map((entry) => (
        <li key={`${entry.at} ${entry.status} ${entry.headline}`} class={`moment moment-${entry.status}`}>
          <At at={entry.at} />
          <div>
            <StatusTag status={entry.status} /> <bdi class="muted">{entry.provider}</bdi>
            {entry.headline ? (
              <p class="moment-headline">
                <Words text={entry.headline} language={entry.language} />
              </p>
            ) : (
              <p class="muted">{entry.status === "withdrawn" ? entry.why : "Its words were withdrawn."}</p>
            )}
            <Changes changes={entry.changes} />
          </div>
        </li>
      ))}
    </ol>
  );
}

// The alert's own time line holds the reports that led to it, and no words that were killed since; its messages, where
// they are loaded, say what changed.
function merged(alert: Alert, history: readonly Alert[]): Entry[] {
  const line = (alert.timeline ?? []).map((moment) => ({ ...moment, changes: [], why: "", language: alert.language }));
  if (history.length === 0) return line;
  const silenced = new Set(line.filter(({ headline }) => headline === "").map(({ at, status }) => `${at} ${status}`));
  const told = history.map((message) => ({
    ...message,
    headline: silenced.has(`${message.at} ${message.status}`) ? "" : message.headline,
    why: why(message),
  }));
  return [...line.filter(({ status }) => status === "reported"), ...told];
}
