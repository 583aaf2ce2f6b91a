import { useState } from "preact/hooks";
import { get } from "../api/client";
import type { Found, FoundPage, StoryLine, StoryPage } from "../api/types";
import { FilterBar } from "../parts/filter-bar";
import { Ago } from "../parts/ago";
import { Empty, Failure, Loading } from "../parts/notice";
import { Words } from "../parts/words";
import { useCommands } from "../state/commands";
import { changedStories } from "../state/desk";
import { serverNow } from "../state/feed";
import { usePages, type Pages } from "../state/pages";
import { apiQuery } from "../state/query";
import { useRefresh } from "../state/refresh";
import { formatRoute, go, openedStory, route } from "../state/route";
import { useStore } from "../state/store";

/** The list of stories is loaded again at most this often while news comes in. */
const REFRESH_MS = 5_000;

/** The newest stories, or those whose text has the words that are searched for. */
export function StoriesView() {
  const { filters } = useStore(route);
  return (
    <>
      <FilterBar list={filters.q ? "search" : "stories"} />
      {filters.q ? <FoundStories /> : <NewestStories />}
    </>
  );
}

function NewestStories() {
  const { filters } = useStore(route);
  const version = useRefresh(changedStories, REFRESH_MS);
  const pages = usePages<StoryLine>(
    `stories ${apiQuery("stories", filters, 0).toString()}`,
    async (cursor, signal) => {
      const query = apiQuery("stories", filters, serverNow());
      if (cursor) query.set("cursor", cursor);
      const { stories, next } = await get<StoryPage>("stories", query, signal);
      return { items: stories, next };
    },
    version,
  );
  return (
    <StoryRows
      title="Stories"
      pages={pages}
      idOf={(story) => story.id}
      nothing="No story passes these filters."
      show={(story) => (
        <>
          <Ago at={story.last_at} />
          <span>
            {story.updates} {story.updates === 1 ? "update" : "updates"}
          </span>
          <bdi>{story.sources.join(", ")}</bdi>
          {story.alerts.length > 0 ? <span class="tag">{story.alerts.length === 1 ? "alert" : `${story.alerts.length} alerts`}</span> : null}
          <bdi class="muted">{[...story.actors, ...story.places].map(({ name }) => name).slice(0, 5).join(", ")}</bdi>
        </>
      )}
    />
  );
}

function FoundStories() {
  const { filters } = useStore(route);
  const pages = usePages<Found>(`search ${apiQuery("search", filters, 0).toString()}`, async (cursor, signal) => {
    const query = apiQuery("search", filters, serverNow());
    if (cursor) query.set("cursor", cursor);
    const { results, next } = await get<FoundPage>("search", query, signal);
    return { items: results, next };
  });
  return (
    <StoryRows
      title={`Found for “${filters.q}”`}
      pages={pages}
      idOf={(found) => found.story}
      nothing="No text has these words. Try fewer of them, or a longer time."
      show={(found) => (
        <>
          <Ago at={found.at} />
          <bdi>{found.provider}</bdi>
          <span class="snippet">
            <Words
              text={found.snippet}
              language={found.language}
              spans={found.marks.map(([start, end]) => ({ start, end, tag: { kind: "found", title: "found" } as const }))}
            />
          </span>
        </>
      )}
    />
  );
}

interface RowsProps<T> {
  title: string;
  pages: Pages<T>;
  nothing: string;
  idOf(item: T): string;
  show(item: T): preact.ComponentChildren;
}

function StoryRows<T extends { headline: string; language: string }>({ title, pages, nothing, idOf, show }: RowsProps<T>) {
  const [at, setAt] = useState(-1);
  const step = (by: number): void => {
    const to = Math.max(0, Math.min(pages.items.length - 1, at + by));
    setAt(to);
    document.querySelectorAll<HTMLElement>(".story-row .row-link")[to]?.focus();
  };
  useCommands({ next: () => step(1), previous: () => step(-1) });
  return (
    <section class="pane list-pane" aria-labelledby="stories-title">
      <header class="pane-head">
        <h2 id="stories-title">{title}</h2>
      </header>
      <div class="list">
        {pages.problem ? <Failure what="The stories could not be loaded." problem={pages.problem} /> : null}
        {pages.loading && pages.items.length === 0 && !pages.problem ? <Loading what="stories" /> : null}
        {!pages.loading && !pages.problem && pages.items.length === 0 ? <Empty title={nothing} /> : null}
        <ol class="rows">
          {pages.items.map((item, index) => (
            <li key={`${idOf(item)} ${index}`} class="row story-row">
              <a class="row-link" href={formatRoute({ ...route.get(), ...openedStory(idOf(item)) })} onClick={(event) => open(event, idOf(item))}>
                <Words text={item.headline} language={item.language} />
              </a>
              <div class="row-foot">{show(item)}</div>
            </li>
          ))}
        </ol>
        {pages.next !== null ? (
          <button type="button" class="button older" disabled={pages.loading} onClick={pages.more}>
            More
          </button>
        ) : null}
      </div>
    </section>
  );
}

function open(event: MouseEvent, story: string): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(openedStory(story));
}
