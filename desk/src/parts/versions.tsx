import type { StoryVersion } from "../api/types";
import { go } from "../state/route";
import { At } from "./ago";
import { Changes } from "./status";

interface Props {
  versions: readonly StoryVersion[];
  read: number;
  against: number;
}

/** All versions, oldest first: press one to read it, or "compare" to see it beside the one that is read. */
export function Versions({ versions, read, against }: Props) {
  return (
    <nav class="versions" aria-label="Versions">
      <ol>
        {versions.map((version, at) => (
          <li key={`${version.uri} ${version.version ?? ""} ${at}`} class={`version version-${version.state}`}>
            <button
              type="button"
              class="version-read"
              id={`version-${at}`}
              aria-current={at === read ? "true" : undefined}
              onClick={() => go({ read: at, against: null }, false)}
            >
              <span class="row-head">
                <At at={version.at} />
                <bdi class="agency">{version.agency}</bdi>
                <span class="note">{version.verdict.replace("_", " ")}</span>
                <State state={version.state} />
              </span>
              <Copied version={version} />
              <Changes changes={version.changes} />
            </button>
            <p class="version-actions">
              {at !== read && version.state !== "killed" ? (
                <button type="button" class="button quiet" aria-pressed={at === against} onClick={() => go({ read, against: at }, false)}>
                  {at === against ? "Compared" : "Compare"}
                  <span class="visually-hidden"> version {at + 1} with the one that is read</span>
                </button>
              ) : null}
            </p>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function State({ state }: { state: StoryVersion["state"] }) {
  if (state === "killed") return <span class="status status-withdrawn">✕ killed</span>;
  return state === "current" ? <span class="tag tag-live">in force</span> : null;
}

// A revision names the version before it as its original; only a duplicate or a repeat is a copy.
function Copied({ version: { original, verdict } }: { version: StoryVersion }) {
  if (!original || (verdict !== "duplicate" && verdict !== "repeat")) return null;
  return (
    <span class="muted">
      copy of <bdi>{original.provider}</bdi>, {Math.round(original.similarity * 100)}% alike
    </span>
  );
}
