import type { Story, StoryFigure } from "../api/types";
import { go } from "../state/route";
import { Chip, Chips } from "./chip";

/** What the story is about and who says so. */
export function StoryFacts({ story }: { story: Story }) {
  return (
    <dl class="facts facts-wide">
      <dt>Sources</dt>
      <dd>
        <span class="chips">
          {story.sources.length === 1 ? <span class="tag">single source</span> : null}
          {story.sources.map((source) => (
            <Chip key={source} filter="source" value={source} />
          ))}
        </span>
      </dd>
      {story.figures.length > 0 ? (
        <>
          <dt>Figures</dt>
          <dd>
            <ul class="figures">
              {story.figures.map((figure) => (
                <li key={`${figure.kind} ${figure.agency} ${figure.uri}`}>
                  {figure.kind} <strong>{range(figure)}</strong>
                  <span class="muted">
                    {" "}
                    <bdi>{figure.agency}</bdi>
                    <Cited figure={figure} story={story} />
                  </span>
                </li>
              ))}
            </ul>
          </dd>
        </>
      ) : null}
      {story.actors.length > 0 ? (
        <>
          <dt>Actors</dt>
          <dd>
            <Chips filter="actor" labels={story.actors} />
          </dd>
        </>
      ) : null}
      {story.places.length > 0 ? (
        <>
          <dt>Places</dt>
          <dd>
            <Chips filter="place" labels={story.places} />
          </dd>
        </>
      ) : null}
      {story.alerts.length > 0 ? (
        <>
          <dt>Alerts</dt>
          <dd class="chips">
            {story.alerts.map((alert, at) => (
              <button key={alert} type="button" class="chip" onClick={() => go({ view: "alerts", story: "", alert })}>
                {story.alerts.length === 1 ? "Show the alert" : `Alert ${at + 1}`}
              </button>
            ))}
          </dd>
        </>
      ) : null}
    </dl>
  );
}

// An agency that counts for itself ("according to a Reuters tally") cites nobody.
function Cited({ figure, story }: { figure: StoryFigure; story: Story }) {
  const name = nameOf(story, figure.stated_by);
  if (name === "" || name === figure.agency) return null;
  return (
    <>
      , citing <bdi>{name}</bdi>
    </>
  );
}

function range({ least, most }: StoryFigure): string {
  if (most === null || most === undefined) return `${least}+`;
  return most === least ? String(least) : `${least}–${most}`;
}

/** A figure names its actor by id; one that the story does not list stays an id. */
function nameOf(story: Story, id: string): string {
  return story.actors.find((actor) => actor.id === id)?.name ?? id;
}
