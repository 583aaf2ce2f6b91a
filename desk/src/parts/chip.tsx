import { learnNamed, nameOf, names } from "../state/names";
import { go, route, toggled, type FilterName } from "../state/route";
import { useStore } from "../state/store";

/** A value that filters the view when pressed, and stops to when pressed again. */
export function Chip({ filter, value, note }: { filter: FilterName; value: string; note?: string | undefined }) {
  const { filters } = useStore(route);
  const known = useStore(names);
  const on = filters[filter].includes(value);
  const name = nameOf(known, filter, value);
  return (
    <button
      type="button"
      class="chip"
      aria-pressed={on}
      title={`${on ? "Stop filtering" : "Filter"} by ${filter} ${name}`}
      onClick={() => go({ filters: toggled(route.get().filters, filter, value), story: "" })}
    >
      <bdi>{name}</bdi>
      {note ? <span class="note">{note}</span> : null}
    </button>
  );
}

/** Chips of labelled actors or places; each label once, however often it is named. */
export function Chips({
  filter,
  labels,
}: {
  filter: "actor" | "place";
  labels: readonly { id: string | number; name: string; role?: string }[];
}) {
  learnNamed(filter === "actor" ? [...labels] : [], filter === "place" ? [...labels] : []);
  const once = new Map(labels.map((label) => [String(label.id), label]));
  return (
    <span class="chips">
      {[...once].map(([id, label]) => (
        <Chip key={id} filter={filter} value={id} note={label.role} />
      ))}
    </span>
  );
}
