import type { ComponentChildren } from "preact";
import { pieces, type Span } from "../text/spans";

export interface Mark {
  kind: "actor" | "place" | "event" | "casualty" | "found";
  title: string;
}

/** A piece of text with its labels shown; where labels overlap, the first one gives the look and all are named. */
export function marked(text: string, tags: readonly Mark[]): ComponentChildren {
  const first = tags[0];
  if (!first) return text;
  return (
    <mark class={`mark mark-${first.kind}`} title={tags.map(({ title }) => title).join("; ")}>
      {text}
    </mark>
  );
}

/**
 * A line of wire text in its own language and direction, with the labelled words marked. It is a block of its own, so
 * that Arabic or Hebrew is also set from the right edge.
 */
export function Words({ text, language, spans = [] }: { text: string; language: string; spans?: readonly Span<Mark>[] }) {
  return (
    <bdi class="words" dir="auto" lang={language === "und" ? undefined : language}>
      {pieces(text, spans).map(({ text: piece, tags }, at) => (
        <span key={at}>{marked(piece, tags)}</span>
      ))}
    </bdi>
  );
}
