import { useEffect, useRef } from "preact/hooks";
import { get } from "../api/client";
import type { Alert, AlertHistory, Story, StoryVersion } from "../api/types";
import { alerts } from "../state/desk";
import { useLoad } from "../state/load";
import { go, openedStory, route } from "../state/route";
import { useStore } from "../state/store";
import { why, withdrawnWords } from "../text/alert";
import { Ago } from "./ago";
import { Chip, Chips } from "./chip";
import { EvidentBody, Legend } from "./evidence";
import { Headline } from "./headline";
import { Failure, Loading } from "./notice";
import { SeverityTag } from "./severity";
import { Changes, Sources, StatusTag } from "./status";
import { Timeline } from "./timeline";
import { Words } from "./words";

/** While j or k is held down, only the alert where it stops is loaded. */
const STEP_MS = 150;

/** All about one alert. What the list knows is shown at once, its history and text as they come. */
export function AlertDetail({ id }: { id: string }) {
  const listed = useStore(alerts).list.byId.get(id);
  const whole = useLoad(id, (signal) => get<AlertHistory>(`alerts/${encodeURIComponent(id)}`, undefined, signal), {
    version: listed?.sequence ?? 0,
    delay: STEP_MS,
  });
  const alert = listed ?? whole.data;
  const top = useRef<HTMLElement>(null);
  useEffect(() => top.current?.scrollTo({ top: 0 }), [id]);
  return (
    <section class="pane detail-pane" aria-labelledby="detail-title" ref={top}>
      <header class="pane-head">
        <h2 id="detail-title">Alert</h2>
        <button type="button" class="button quiet" onClick={() => go({ alert: "" })}>
          Close
        </button>
      </header>
      {alert ? <Facts alert={alert} history={whole.data?.history ?? []} /> : null}
      {!alert && whole.problem ? <Failure what="This alert could not be loaded." problem={whole.problem} /> : null}
      {!alert && !whole.problem ? <Loading what="the alert" /> : null}
    </section>
  );
}

function Facts({ alert, history }: { alert: Alert; history: readonly Alert[] }) {
  const withdrawn = alert.status === "withdrawn";
  return (
    <article class={`detail${withdrawn ? " withdrawn" : ""}`}>
      <p class="row-head">
        <SeverityTag severity={alert.severity} />
        <StatusTag status={alert.status} />
        {alert.test ? <span class="tag tag-test">test</span> : null}
        <Ago at={alert.at} />
      </p>
      {withdrawn ? <p class="callout">{withdrawnWords(alert)}</p> : null}
      <h3 class="detail-headline">
        <Headline alert={alert} />
      </h3>
      {alert.changes.length > 0 ? (
        <p>
          <Changes changes={alert.changes} />
        </p>
      ) : null}
      <p class="actions">
        <button type="button" class="button primary" onClick={() => go(openedStory(alert.story))}>
          Open the story <kbd>Enter</kbd>
        </button>
      </p>
      <dl class="facts">
        <dt>Sources</dt>
        <dd>
          <Sources alert={alert} />
        </dd>
        {alert.figures?.length ? (
          <>
            <dt>Figures</dt>
            <dd>{alert.figures.join(", ")}</dd>
          </>
        ) : null}
        {alert.actors.length > 0 ? (
          <>
            <dt>Actors</dt>
            <dd>
              <Chips filter="actor" labels={alert.actors} />
            </dd>
          </>
        ) : null}
        {alert.places.length > 0 ? (
          <>
            <dt>Places</dt>
            <dd>
              <Chips filter="place" labels={alert.places} />
            </dd>
          </>
        ) : null}
        {alert.events?.length ? (
          <>
            <dt>Events</dt>
            <dd>{alert.events.join(", ")}</dd>
          </>
        ) : null}
        <dt>Rule</dt>
        <dd>
          <Chip filter="rule" value={alert.rule} />
        </dd>
        {withdrawn ? null : (
          <>
            <dt>Why</dt>
            <dd>{why(alert)}</dd>
          </>
        )}
      </dl>
      {alert.stories?.length ? <Digest alert={alert} /> : null}
      <h4>Time line</h4>
      <Timeline alert={alert} history={history} />
      {withdrawn ? null : <Text alert={alert} />}
    </article>
  );
}

function Digest({ alert }: { alert: Alert }) {
  return (
    <>
      <h4>Stories in this digest</h4>
      <ul class="links">
        {alert.stories?.map(({ id, name }) => (
          <li key={id}>
            <a href={`?story=${encodeURIComponent(String(id))}`} onClick={(event) => follow(event, String(id))}>
              <Words text={name} language={alert.language} />
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function follow(event: MouseEvent, story: string): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(openedStory(story));
}

// The text of the update that the alert stands on, or of the story's newest one that is in force.
function Text({ alert }: { alert: Alert }) {
  const { story: open } = useStore(route);
  const story = useLoad(
    open ? "" : alert.story,
    (signal) => get<Story>(`stories/${encodeURIComponent(alert.story)}`, undefined, signal),
    { version: alert.sequence, delay: STEP_MS },
  );
  const version = story.data ? newestOf(story.data.updates, alert.uri) : undefined;
  if (story.problem) return <Failure what="The text could not be loaded." problem={story.problem} />;
  if (!version) return story.loading ? <Loading what="the text" /> : null;
  return (
    <>
      <h4>Text</h4>
      <p class="muted">
        <bdi>{version.agency}</bdi> · <Ago at={version.at} />
      </p>
      <Legend version={version} />
      <EvidentBody version={version} />
    </>
  );
}

function newestOf(versions: readonly StoryVersion[], uri: string): StoryVersion | undefined {
  const inForce = versions.filter(({ state }) => state === "current");
  return inForce.findLast((version) => version.uri === uri) ?? inForce[inForce.length - 1];
}
