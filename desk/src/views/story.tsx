import { get } from "../api/client";
import type { Story, StoryVersion } from "../api/types";
import { Ago, At } from "../parts/ago";
import { Compare } from "../parts/compare";
import { EvidentBody, EvidentHeadline, Legend } from "../parts/evidence";
import { Failure, Loading } from "../parts/notice";
import { StoryFacts } from "../parts/story-facts";
import { Versions } from "../parts/versions";
import { Words } from "../parts/words";
import { useCommands } from "../state/commands";
import { changedStories } from "../state/desk";
import { useLoad } from "../state/load";
import { useRefresh } from "../state/refresh";
import { go, route } from "../state/route";
import { useStore } from "../state/store";
import { comparedWith, readFirst } from "../text/versions";

/** A story that changes is loaded again at most this often. */
const REFRESH_MS = 1_000;

/** One story: who says what, all its versions, and what changed between any two of them. */
export function StoryView({ id }: { id: string }) {
  const version = useRefresh(changedStories, REFRESH_MS, (stories) => stories.has(id), [id]);
  const { data, problem } = useLoad(
    `story ${id}`,
    (signal) => get<Story>(`stories/${encodeURIComponent(id)}`, undefined, signal),
    { version },
  );
  return (
    <section class="pane story-pane" aria-labelledby="story-title">
      <header class="pane-head">
        <button type="button" class="button quiet" onClick={() => go({ story: "", read: null, against: null })}>
          ← Back <kbd>Esc</kbd>
        </button>
        <h2 id="story-title">Story</h2>
      </header>
      <div class="story-scroll">
        {data ? <Whole story={data} /> : null}
        {!data && problem ? <Failure what="This story could not be loaded." problem={problem} /> : null}
        {!data && !problem ? <Loading what="the story" /> : null}
      </div>
    </section>
  );
}

function Whole({ story }: { story: Story }) {
  const { read, against } = useStore(route);
  const at = read !== null && read < story.updates.length ? read : readFirst(story.updates);
  const other = against !== null && against < story.updates.length ? against : comparedWith(story.updates, at);
  const step = (by: number): void => {
    const to = Math.max(0, Math.min(story.updates.length - 1, at + by));
    go({ read: to, against: null }, false);
    document.getElementById(`version-${to}`)?.focus();
  };
  useCommands({ next: () => step(1), previous: () => step(-1) });
  const shown = story.updates[at];
  const before = other === at ? undefined : story.updates[other];
  return (
    <article class="story">
      <header class="story-head">
        <p class="row-head">
          <StateTag state={story.state} />
          <span>
            {sameMinute(story.first_at, story.last_at) ? null : (
              <>
                <At at={story.first_at} /> –{" "}
              </>
            )}
            <Ago at={story.last_at} />
          </span>
          <span>
            {story.updates.length} {story.updates.length === 1 ? "version" : "versions"}
          </span>
        </p>
        <h3 class="story-headline">
          {story.headline ? <Words text={story.headline} language={story.language} /> : "All its updates were killed"}
        </h3>
        <StoryFacts story={story} />
      </header>
      <div class="story-body">
        {shown ? <Reader shown={shown} before={before} at={at} other={other} /> : null}
        <Versions versions={story.updates} read={at} against={other} />
      </div>
    </article>
  );
}

function StateTag({ state }: { state: Story["state"] }) {
  const words = { live: "in force", killed: "✕ killed: don't use it" } as const;
  return <span class={`tag tag-${state}`}>{words[state] ?? state}</span>;
}

interface ReaderProps {
  shown: StoryVersion;
  before: StoryVersion | undefined;
  at: number;
  other: number;
}

function Reader({ shown, before, at, other }: ReaderProps) {
  const comparing = before !== undefined;
  const possible = comparing || at > 0;
  return (
    <section class="reader" aria-label="Text">
      <div class="reader-head">
        <div class="switch" role="group" aria-label="How to read">
          <button type="button" class="button quiet" aria-pressed={!comparing} onClick={() => go({ read: at, against: at }, false)}>
            Text
          </button>
          <button
            type="button"
            class="button quiet"
            aria-pressed={comparing}
            disabled={!possible}
            onClick={() => go({ read: at, against: other === at ? at - 1 : other }, false)}
          >
            What changed
          </button>
        </div>
        {comparing ? null : <Legend version={shown} />}
      </div>
      {comparing ? <Compare before={before} after={shown} /> : <Alone version={shown} />}
    </section>
  );
}

function Alone({ version }: { version: StoryVersion }) {
  if (version.state === "killed") return <p class="callout">Killed: its words are not shown. Don't use it.</p>;
  return (
    <>
      <h4 class="reader-headline">
        <EvidentHeadline version={version} />
      </h4>
      <EvidentBody version={version} />
    </>
  );
}

// Times are shown to the minute: "14:25 – 14:25" would say nothing.
function sameMinute(one: string, other: string): boolean {
  const minute = (time: string): number => Math.floor(Date.parse(time) / 60_000);
  return minute(one) === minute(other);
}
