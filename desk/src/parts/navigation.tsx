import { formatRoute, go, route, VIEWS, type ViewName } from "../state/route";
import { useStore } from "../state/store";

const WORDS: Readonly<Record<ViewName, string>> = { alerts: "Alerts", stories: "Stories", map: "Map", trends: "Trends" };
const ICONS: Readonly<Record<ViewName, string>> = {
  alerts: "M3 4h14v2H3zm0 5h14v2H3zm0 5h9v2H3z",
  stories: "M3 3h14v14H3zm2 2v3h10V5zm0 5v5h4v-5zm6 0v2h4v-2zm0 3v2h4v-2z",
  map: "M10 2a6 6 0 0 0-6 6c0 4 6 10 6 10s6-6 6-10a6 6 0 0 0-6-6zm0 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4z",
  trends: "M3 16h14v2H3zM3 13l4-5 4 3 5-7 1.5 1-6 9-4-3-3 4z",
};

/** The four views: along the top on a wide screen, under the thumb on a narrow one. */
export function Navigation() {
  const current = useStore(route);
  return (
    <nav class="navigation" aria-label="Views">
      {VIEWS.map((view) => (
        <a
          key={view}
          href={formatRoute({ ...current, view, story: "", alert: "" }) || "?"}
          aria-current={current.view === view ? "page" : undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            go({ view, story: "" });
          }}
        >
          <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
            <path d={ICONS[view]} />
          </svg>
          {WORDS[view]}
        </a>
      ))}
    </nav>
  );
}
