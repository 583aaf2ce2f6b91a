import { useEffect, useRef } from "preact/hooks";
import { showTop, useCommands } from "../state/commands";
import { alerts, loadOlder, paused, scrolled, steady } from "../state/desk";
import { go, narrowed, NO_FILTERS, openedStory, route } from "../state/route";
import { useStore } from "../state/store";
import { AlertRow } from "./alert-row";
import { Empty, Failure, Loading } from "./notice";

/** How far (px) the list may be scrolled and still count as being at its top. */
const TOP = 24;

/** The live list of alerts, with what waits, and a way to older ones. */
export function AlertList() {
  const { list, loading, problem } = useStore(alerts);
  const { alert: selected, filters } = useStore(route);
  const pane = useRef<HTMLElement>(null);

  useEffect(() => () => scrolled.set(false), []);
  useCommands({
    next: () => step(1),
    previous: () => step(-1),
    open() {
      const chosen = list.byId.get(selected);
      if (chosen) go(openedStory(chosen.story));
    },
  });

  const step = (by: 1 | -1): void => {
    steady();
    const at = list.order.indexOf(selected);
    const id = at < 0 ? list.order[0] : list.order[Math.max(0, Math.min(list.order.length - 1, at + by))];
    if (id === undefined) return;
    go({ alert: id }, false);
    document.getElementById(`alert-${id}`)?.focus({ preventScroll: true });
    document.getElementById(`alert-${id}`)?.closest(".row")?.scrollIntoView({ block: "nearest" });
  };

  return (
    <section class="pane list-pane" aria-labelledby="alerts-title">
      <header class="pane-head">
        <h2 id="alerts-title">Alerts</h2>
        <Waiting count={list.waiting.length} />
        <PauseButton />
      </header>
      <section
        class="list"
        ref={pane}
        tabIndex={-1}
        aria-busy={loading}
        onPointerMove={steady}
        onScroll={() => scrolled.set((pane.current?.scrollTop ?? 0) > TOP)}
      >
        {problem && list.order.length === 0 ? <Failure what="The alerts could not be loaded." problem={problem} /> : null}
        {loading && list.order.length === 0 && !problem ? <Loading what="alerts" /> : null}
        {!loading && !problem && list.order.length === 0 ? <NoAlerts filtered={narrowed(filters)} /> : null}
        <ol class="rows">
          {list.order.map((id) => {
            const alert = list.byId.get(id);
            return alert ? <AlertRow key={id} alert={alert} selected={id === selected} live={list.live.has(id)} /> : null;
          })}
        </ol>
        {list.next !== null && list.order.length > 0 ? (
          <button type="button" class="button older" disabled={loading} onClick={() => void loadOlder()}>
            Older alerts
          </button>
        ) : null}
      </section>
    </section>
  );
}

function Waiting({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <button type="button" class="button waiting" onClick={showTop}>
      ↑ {count} new
    </button>
  );
}

function PauseButton() {
  const on = useStore(paused);
  return (
    <button type="button" class="button quiet" aria-pressed={on} onClick={() => paused.set(!on)}>
      {on ? "Paused" : "Pause"}
    </button>
  );
}

function NoAlerts({ filtered }: { filtered: boolean }) {
  if (!filtered) {
    return (
      <Empty title="No alerts yet.">
        <p>They appear here by themselves as soon as a watch rule matches. The rules are in the file that the setting alert.rules names.</p>
      </Empty>
    );
  }
  return (
    <Empty title="No alert passes these filters.">
      <p>New ones that do appear here by themselves.</p>
      <button type="button" class="button" onClick={() => go({ filters: NO_FILTERS })}>
        Clear all filters
      </button>
    </Empty>
  );
}
