import { geoNaturalEarth1, geoPath } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity, type ZoomBehavior, type ZoomTransform } from "d3-zoom";
import type { RefObject } from "preact";
import { memo } from "preact/compat";
import { useEffect, useRef, useState } from "preact/hooks";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import coarse from "world-atlas/countries-110m.json";
import fine from "world-atlas/countries-50m.json";
import type { MapPlace } from "../api/types";
import { useLoad } from "../state/load";
import { labelled } from "../text/labels";

const WIDTH = 960;
const HEIGHT = 420;
const MOST_ZOOM = 24;

/** From this zoom on, the finer outlines are loaded: seven times as much to draw, and no difference before. */
const FINE_FROM = 3;

const projection = geoNaturalEarth1().fitExtent(
  [
    [2, 2],
    [WIDTH - 2, HEIGHT - 2],
  ],
  // Without the Antarctic: nothing happens there, and the rest gets its room.
  { type: "MultiPoint", coordinates: [[-180, 0], [180, 0], [0, 83], [0, -57]] },
);

interface Props {
  places: readonly MapPlace[];
  chosen: readonly string[];
  onChoose(id: string): void;
}

/** The world with a dot for each place: as large as its stories, filled where it has alerts. */
export function WorldMap({ places, chosen, onChoose }: Props) {
  const svg = useRef<SVGSVGElement>(null);
  const behavior = useRef<ZoomBehavior<SVGSVGElement, unknown> | null>(null);
  const [view, setView] = useState<ZoomTransform>(zoomIdentity);
  useEffect(() => {
    if (!svg.current) return undefined;
    const made = zoom<SVGSVGElement, unknown>()
      .scaleExtent([1, MOST_ZOOM])
      .translateExtent([
        [0, 0],
        [WIDTH, HEIGHT],
      ])
      .on("zoom", ({ transform }: { transform: ZoomTransform }) => setView(transform));
    behavior.current = made;
    const target = select(svg.current);
    target.call(made);
    return () => void target.on(".zoom", null);
  }, []);
  const unit = usePixel(svg);
  // The chosen place, or else the one with most stories, stays where it is while the map grows around it.
  const scale = (by: number): void => {
    const anchor = places.find(({ id }) => chosen.includes(String(id))) ?? places[0];
    const point = anchor ? projection([anchor.longitude, anchor.latitude]) : null;
    if (svg.current && behavior.current) behavior.current.scaleBy(select(svg.current), by, point ? view.apply(point) : undefined);
  };
  const whole = (): void => {
    if (svg.current && behavior.current) behavior.current.transform(select(svg.current), zoomIdentity);
  };
  return (
    <figure class="map">
      <svg ref={svg} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label="World map of the places in the news; the list of places says the same">
        <g transform={view.toString()}>
          <Countries atlas={view.k < FINE_FROM ? coarse : fine} />
          <Dots places={places} chosen={chosen} onChoose={onChoose} scale={view.k / unit} />
        </g>
      </svg>
      <div class="map-tools" role="group" aria-label="Map">
        <button type="button" class="button" aria-label="Zoom in" onClick={() => scale(2)}>
          +
        </button>
        <button type="button" class="button" aria-label="Zoom out" onClick={() => scale(0.5)}>
          −
        </button>
        <button type="button" class="button" aria-label="Whole world" onClick={whole}>
          ⤢
        </button>
      </div>
      <figcaption class="muted">Larger: more stories. Filled: has alerts.</figcaption>
    </figure>
  );
}

// Drawn once: the outlines are the map's heaviest part.
const Countries = memo(function Countries({ atlas }: { atlas: string }) {
  const { data } = useLoad(atlas, async () => outlines((await (await fetch(new URL(atlas, import.meta.url))).json()) as World));
  const last = useRef("");
  if (data) last.current = data; // Stays until the finer ones are there.
  return (
    <>
      <path class="map-sea" d={geoPath(projection)({ type: "Sphere" }) ?? ""} />
      <path class="map-land" d={data ?? last.current} />
    </>
  );
});

type World = Topology<{ countries: GeometryCollection }>;

function outlines(world: World): string {
  return geoPath(projection).digits(2)(feature(world, world.objects.countries)) ?? "";
}

/** How many units of the map are one pixel of the screen: dots and names keep their size on a small one. */
function usePixel(svg: RefObject<SVGSVGElement | null>): number {
  const [unit, setUnit] = useState(1);
  useEffect(() => {
    if (!svg.current) return undefined;
    const sizes = new ResizeObserver(([entry]) => entry && entry.contentRect.width > 0 && setUnit(WIDTH / entry.contentRect.width));
    sizes.observe(svg.current);
    return () => sizes.disconnect();
  }, [svg]);
  return unit;
}

// `scale` is pixels of the screen for each unit of the map before zooming.
function Dots({ places, chosen, onChoose, scale }: Props & { scale: number }) {
  const dots = places
    .map((place) => ({ place, radius: radius(place.stories), point: projection([place.longitude, place.latitude]) }))
    .filter(({ point }) => point !== null)
    .map(({ place, radius: size, point }) => ({ id: String(place.id), place, size, x: point?.[0] ?? 0, y: point?.[1] ?? 0 }));
  const named = labelled(dots, scale);
  return (
    <>
      {[...dots].reverse().map(({ id, place, size, x, y }) => (
        <g
          key={id}
          class={`dot${place.alerts > 0 ? " dot-alert" : ""}${chosen.includes(id) ? " dot-chosen" : ""}`}
          data-place={id}
          transform={`translate(${x},${y}) scale(${1 / scale})`}
          onClick={() => onChoose(id)}
        >
          <title>{`${place.name}: ${place.stories} stories, ${place.alerts} alerts`}</title>
          <circle class="dot-area" r={Math.max(12, size)} />
          <circle class="dot-sign" r={size} />
          {named.has(id) ? (
            <text x={size + 4} y="4">
              {place.name}
            </text>
          ) : null}
        </g>
      ))}
    </>
  );
}

function radius(stories: number): number {
  return Math.min(18, 3.5 + 2 * Math.sqrt(stories));
}
