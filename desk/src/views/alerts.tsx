import { AlertDetail } from "../parts/alert-detail";
import { AlertList } from "../parts/alert-list";
import { FilterBar } from "../parts/filter-bar";
import { Overview } from "../parts/movers";
import { route } from "../state/route";
import { useStore } from "../state/store";

/** The live list, and beside it what is chosen in it. */
export function AlertsView() {
  const { alert } = useStore(route);
  return (
    <>
      <FilterBar list="alerts" />
      <div class={`split${alert ? " split-open" : ""}`}>
        <AlertList />
        {alert ? <AlertDetail id={alert} /> : <Overview />}
      </div>
    </>
  );
}
