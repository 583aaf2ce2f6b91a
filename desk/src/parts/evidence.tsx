import type { StoryVersion, TextLabel } from "../api/types";
import { paragraphs, pieces } from "../text/spans";
import { marked, Words, type Mark } from "./words";

function mark({ label, name, role, rule }: TextLabel): Mark {
  const what = role ? `${label} (${role})` : label;
  return { kind: label, title: `${what}: ${name}${rule ? `; rule ${rule}` : ""}` };
}

function spansOf(version: StoryVersion, field: TextLabel["field"]) {
  return version.labels
    .filter((label) => label.field === field)
    .map((label) => ({ start: label.start, end: label.end, tag: mark(label) }));
}

/** An update's headline with the words marked that its labels were read from. */
export function EvidentHeadline({ version }: { version: StoryVersion }) {
  return <Words text={version.headline} language={version.language} spans={spansOf(version, "headline")} />;
}

/** An update's text, a paragraph each, with the words marked that its labels were read from. */
export function EvidentBody({ version }: { version: StoryVersion }) {
  if (version.body.trim() === "") return <p class="muted">Headline only: the update has no text.</p>;
  return (
    <div class="prose" lang={version.language === "und" ? undefined : version.language}>
      {paragraphs(pieces(version.body, spansOf(version, "body"))).map((paragraph, at) => (
        <p key={at} dir="auto">
          {paragraph.map(({ text, tags }, piece) => (
            <span key={piece}>{marked(text, tags)}</span>
          ))}
        </p>
      ))}
    </div>
  );
}

/** What the marks mean, for those that stand in the text. */
export function Legend({ version }: { version: StoryVersion }) {
  const kinds = [...new Set(version.labels.map(({ label }) => label))].sort();
  if (kinds.length === 0) return null;
  return (
    <p class="legend">
      Marked words:{" "}
      {kinds.map((kind) => (
        <mark key={kind} class={`mark mark-${kind}`}>
          {kind}
        </mark>
      ))}
    </p>
  );
}
