import type { MapPlace } from "../api/types";

interface Props {
  places: readonly MapPlace[];
  chosen: readonly string[];
  onChoose(id: string): void;
}

/** The places with most stories: the map for those who can't see or point at it. */
const LISTED = 40;

export function PlaceList({ places, chosen, onChoose }: Props) {
  return (
    <section class="place-list" aria-labelledby="places-title">
      <h2 id="places-title">Places</h2>
      <ol class="bars">
        {places.slice(0, LISTED).map(({ id, name, country, stories, alerts }) => (
          <li key={id}>
            <button type="button" class="bar" aria-pressed={chosen.includes(String(id))} onClick={() => onChoose(String(id))}>
              <bdi>
                {name} <span class="muted">{country}</span>
              </bdi>
              {alerts > 0 ? <span class="ratio">{alerts === 1 ? "1 alert" : `${alerts} alerts`}</span> : null}
              <span class="number">
                {stories}
                <span class="visually-hidden"> stories</span>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
