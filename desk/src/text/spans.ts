/** Text cut into pieces at labelled spans. Positions come in code points and are made UTF-16 units here. */

export interface Span<T> {
  /** In code points, `end` after the last. */
  start: number;
  end: number;
  tag: T;
}

export interface Piece<T> {
  text: string;
  /** All tags whose span covers the piece, in the order given. */
  tags: T[];
}

/** Cuts the text so that each piece lies wholly inside or outside of every span. Spans may overlap or be wrong. */
export function pieces<T>(text: string, spans: readonly Span<T>[]): Piece<T>[] {
  const points = Array.from(text);
  const clean = spans
    .map((span) => ({ ...span, start: Math.max(0, span.start), end: Math.min(points.length, span.end) }))
    .filter(({ start, end }) => start < end);
  const cuts = [...new Set([0, points.length, ...clean.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, at) => {
    const to = cuts[at + 1] ?? points.length;
    const tags = clean.filter(({ start, end }) => start <= from && to <= end).map(({ tag }) => tag);
    return { text: points.slice(from, to).join(""), tags };
  });
}

/** The paragraphs of pieces: cut at line breaks, empty ones dropped. */
export function paragraphs<T>(cut: readonly Piece<T>[]): Piece<T>[][] {
  const all: Piece<T>[][] = [[]];
  for (const { text, tags } of cut) {
    text.split(/\r?\n/).forEach((line, at) => {
      if (at > 0) all.push([]);
      if (line !== "") all[all.length - 1]?.push({ text: line, tags });
    });
  }
  return all.filter((paragraph) => paragraph.some(({ text }) => text.trim() !== ""));
}

/**
 * Where the evidence's words stand in a headline: evidence is "field: words", of which those of the headline are
 * looked for, the first place each.
 */
export function evidenceSpans<T>(headline: string, evidence: readonly string[], tag: T): Span<T>[] {
  return evidence.flatMap((said) => {
    const words = /^headline: ([^]+)$/.exec(said)?.[1];
    const at = words === undefined ? -1 : headline.indexOf(words);
    if (words === undefined || at < 0) return [];
    const start = Array.from(headline.slice(0, at)).length;
    return [{ start, end: start + Array.from(words).length, tag }];
  });
}
