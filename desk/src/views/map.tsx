import { useMemo } from "preact/hooks";
import { get } from "../api/client";
import type { MapPlace } from "../api/types";
import { AlertDetail } from "../parts/alert-detail";
import { AlertList } from "../parts/alert-list";
import { FilterBar } from "../parts/filter-bar";
import { Empty, Failure } from "../parts/notice";
import { PlaceList } from "../parts/place-list";
import { WorldMap } from "../parts/world-map";
import { alerts } from "../state/desk";
import { serverNow } from "../state/feed";
import { useLoad } from "../state/load";
import { learnPlaces } from "../state/names";
import { apiQuery } from "../state/query";
import { useRefresh } from "../state/refresh";
import { go, route, toggled } from "../state/route";
import { useStore } from "../state/store";

/** The map is loaded again at most this often while alerts come in. */
const REFRESH_MS = 10_000;

/** Where the news is: a map, the same as a list, and the alerts of the places that are chosen. */
export default function MapView() {
  const { filters, alert } = useStore(route);
  const { data, problem } = useLoad(
    `places ${apiQuery("places", filters, 0).toString()}`,
    async (signal) => {
      const { places } = await get<{ places: MapPlace[] }>("places", apiQuery("places", filters, serverNow()), signal);
      learnPlaces(places);
      return places;
    },
    { version: useRefresh(alerts, REFRESH_MS) },
  );
  const places = useMemo(() => [...(data ?? [])].sort((one, other) => other.stories - one.stories), [data]);
  const choose = (id: string): void => go({ filters: toggled(route.get().filters, "place", id) });
  return (
    <>
      <FilterBar list="alerts" />
      <div class={`map-view${alert ? " split-open" : ""}`}>
        <div class="map-side">
          <WorldMap places={places} chosen={filters.place} onChoose={choose} />
          {problem && !data ? <Failure what="The places could not be loaded." problem={problem} /> : null}
          {data && places.length === 0 ? <Empty title="No place in this time."><p>Choose a longer time, or wait for news.</p></Empty> : null}
          <PlaceList places={places} chosen={filters.place} onChoose={choose} />
        </div>
        {alert ? <AlertDetail id={alert} /> : <AlertList />}
      </div>
    </>
  );
}
