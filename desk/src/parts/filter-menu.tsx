import { useEffect, useRef, useState } from "preact/hooks";
import { SEVERITIES, STATUSES } from "../api/types";
import { nameOf, names, type Names } from "../state/names";
import { go, route, toggled, type FilterName } from "../state/route";
import { useStore } from "../state/store";

/** From so many values on, the menu has a field to find one. */
const SEARCHED_FROM = 10;

/** No menu lists more: who wants one further down types a letter. */
const LISTED = 80;

/** The values of one filter as a list to tick. */
export function FilterMenu({ filter }: { filter: FilterName }) {
  const { filters } = useStore(route);
  const known = useStore(names);
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => (open ? closeOutside(menu.current) : undefined), [open]);
  const chosen = filters[filter];
  return (
    <details class="menu" ref={menu} onToggle={() => setOpen(menu.current?.open ?? false)}>
      <summary>
        {filter}
        {chosen.length > 0 ? <span class="note">{chosen.length}</span> : null}
      </summary>
      {open ? <Values filter={filter} chosen={chosen} known={known} /> : null}
    </details>
  );
}

function Values({ filter, chosen, known }: { filter: FilterName; chosen: readonly string[]; known: Names }) {
  const [typed, setTyped] = useState("");
  const values = valuesOf(filter, chosen, known);
  const matching = values.filter(([, name]) => name.toLowerCase().includes(typed.trim().toLowerCase()));
  return (
    <fieldset class="menu-box">
      <legend class="visually-hidden">Filter by {filter}</legend>
      {values.length >= SEARCHED_FROM ? (
        <input
          type="search"
          class="input"
          placeholder={`Find ${filter}`}
          aria-label={`Find ${filter}`}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      ) : null}
      {values.length === 0 ? <p class="muted">None seen yet.</p> : null}
      {values.length > 0 && matching.length === 0 ? <p class="muted">None with these letters.</p> : null}
      {matching.slice(0, LISTED).map(([value, name]) => (
        <label key={value} class="tick">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={() => go({ filters: toggled(route.get().filters, filter, value) })}
          />
          <bdi>{name}</bdi>
        </label>
      ))}
      {matching.length > LISTED ? <p class="muted">{matching.length - LISTED} more: type to find them.</p> : null}
    </fieldset>
  );
}

function valuesOf(filter: FilterName, chosen: readonly string[], known: Names): [string, string][] {
  if (filter === "severity") return SEVERITIES.map((word) => [word, word]);
  if (filter === "status") return STATUSES.map((word) => [word, word]);
  const all = new Set([...chosen, ...known[filter].keys()]);
  return [...all]
    .map((value): [string, string] => [value, nameOf(known, filter, value)])
    .sort(([, one], [, other]) => one.localeCompare(other));
}

function closeOutside(menu: HTMLDetailsElement | null): () => void {
  const close = (event: Event): void => {
    if (menu && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  };
  document.addEventListener("pointerdown", close);
  document.addEventListener("focusin", close);
  return () => {
    document.removeEventListener("pointerdown", close);
    document.removeEventListener("focusin", close);
  };
}
