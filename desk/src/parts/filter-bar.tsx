import { useEffect, useRef, useState } from "preact/hooks";
import { nameOf, names } from "../state/names";
import { TAKEN } from "../state/query";
import { FILTERS, go, narrowed, NO_FILTERS, route, toggled, type FilterName, type Filters } from "../state/route";
import { useStore } from "../state/store";
import { useWide } from "../state/wide";
import { FilterMenu } from "./filter-menu";

/** After the last letter, so long until the search starts. */
const TYPING_MS = 300;

const SPANS = [
  ["", "any time"],
  ["1h", "last hour"],
  ["6h", "last 6 hours"],
  ["24h", "last 24 hours"],
  ["7d", "last 7 days"],
] as const;

/** Search and filters of a view. All of it is in the address, so a filtered view can be sent to a colleague. */
export function FilterBar({ list }: { list: keyof typeof TAKEN }) {
  const { filters } = useStore(route);
  const taken = FILTERS.filter((name) => (TAKEN[list] as readonly string[]).includes(name));
  const active = FILTERS.reduce((sum, name) => sum + filters[name].length, 0);
  const wide = useWide(); // On a narrow screen the menus are folded away until asked for.
  return (
    <search class="filter-bar">
      <SearchField />
      <details class="filters" open={wide}>
        <summary>Filters{active > 0 ? <span class="note">{active}</span> : null}</summary>
        <div class="filter-menus">
          {taken.map((name) => (
            <FilterMenu key={name} filter={name} />
          ))}
          <SinceSelect />
        </div>
      </details>
      {narrowed(filters) ? <Active filters={filters} taken={taken} /> : null}
    </search>
  );
}

function SearchField() {
  const { filters } = useStore(route);
  const [typed, setTyped] = useState(filters.q);
  const timer = useRef(0);
  useEffect(() => setTyped(filters.q), [filters.q]);
  const search = (words: string): void => {
    setTyped(words);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => go({ filters: { ...route.get().filters, q: words.trim() } }, false), TYPING_MS);
  };
  return (
    <input
      id="search"
      type="search"
      class="input search"
      placeholder="Search  /"
      aria-label="Search headlines and texts"
      autocomplete="off"
      value={typed}
      onInput={(event) => search(event.currentTarget.value)}
    />
  );
}

function SinceSelect() {
  const { filters } = useStore(route);
  const custom = !SPANS.some(([span]) => span === filters.since);
  return (
    <select
      class="input"
      aria-label="How far back"
      value={filters.since}
      onChange={(event) => go({ filters: { ...route.get().filters, since: event.currentTarget.value } })}
    >
      {SPANS.map(([span, words]) => (
        <option key={span} value={span}>
          {words}
        </option>
      ))}
      {custom ? <option value={filters.since}>since {filters.since}</option> : null}
    </select>
  );
}

function Active({ filters, taken }: { filters: Filters; taken: readonly FilterName[] }) {
  const known = useStore(names);
  return (
    <p class="active">
      {taken.flatMap((name) =>
        filters[name].map((value) => (
          <button
            key={`${name} ${value}`}
            type="button"
            class="chip chip-on"
            aria-label={`Remove filter ${name} ${nameOf(known, name, value)}`}
            onClick={() => go({ filters: toggled(route.get().filters, name, value) })}
          >
            <span class="note">{name}</span>
            <bdi>{nameOf(known, name, value)}</bdi>
            <span aria-hidden="true">×</span>
          </button>
        )),
      )}
      <button type="button" class="button quiet" onClick={() => go({ filters: NO_FILTERS })}>
        Clear
      </button>
    </p>
  );
}
