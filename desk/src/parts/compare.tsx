import type { StoryVersion } from "../api/types";
import { changes, type Change } from "../text/changes";
import { paragraphs } from "../text/spans";
import { useWide } from "../state/wide";
import { At } from "./ago";

/**
 * Two versions side by side, what went struck on the left, what came underlined on the right. On a narrow screen one
 * text has both: nobody compares what stands a screen apart.
 */
export function Compare({ before, after }: { before: StoryVersion; after: StoryVersion }) {
  const wide = useWide();
  const headline = changes(before.headline, after.headline, after.language);
  const body = changes(before.body, after.body, after.language);
  const same = [...headline, ...body].every(({ kind }) => kind === "same");
  return (
    <>
      {same ? <p class="muted">The words are the same in both.</p> : null}
      {wide ? (
        <div class="compare">
          <Side version={before} side="before" headline={headline} body={body} />
          <Side version={after} side="after" headline={headline} body={body} />
        </div>
      ) : (
        <Side version={after} side="both" headline={headline} body={body} />
      )}
    </>
  );
}

/** What each side leaves out, and what it is called. */
const LEFT_OUT = { before: "added", after: "removed", both: null } as const;
const TITLES = { before: "Before", after: "After", both: "What went and what came in" } as const;

interface SideProps {
  version: StoryVersion;
  side: keyof typeof LEFT_OUT;
  headline: readonly Change[];
  body: readonly Change[];
}

function Side({ version, side, headline, body }: SideProps) {
  const without = LEFT_OUT[side];
  const language = version.language === "und" ? undefined : version.language;
  return (
    <section class={`side side-${side}`} lang={language}>
      <p class="side-head">
        {TITLES[side]}: <At at={version.at} /> <bdi>{version.agency}</bdi>
        {version.version ? ` · version ${version.version}` : ""}
      </p>
      <h4 class="reader-headline" dir="auto">
        <Pieces pieces={headline} without={without} />
      </h4>
      <div class="prose">
        {paragraphs(pieced(body, without)).map((paragraph, at) => (
          <p key={at} dir="auto">
            {paragraph.map(({ text, tags }, piece) => (
              <Piece key={piece} kind={tags[0] ?? "same"} text={text} />
            ))}
          </p>
        ))}
      </div>
    </section>
  );
}

function pieced(parts: readonly Change[], without: Change["kind"] | null) {
  return parts.filter(({ kind }) => kind !== without).map(({ kind, text }) => ({ text, tags: [kind] }));
}

function Pieces({ pieces, without }: { pieces: readonly Change[]; without: Change["kind"] | null }) {
  return (
    <>
      {pieces
        .filter(({ kind }) => kind !== without)
        .map(({ kind, text }, at) => (
          <Piece key={at} kind={kind} text={text} />
        ))}
    </>
  );
}

function Piece({ kind, text }: { kind: Change["kind"]; text: string }) {
  if (kind === "added") return <ins>{text}</ins>;
  if (kind === "removed") return <del>{text}</del>;
  return <span>{text}</span>;
}
