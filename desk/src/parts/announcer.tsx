import { announcement } from "../state/announce";
import { useStore } from "../state/store";

/** Tells screen readers of live alerts, a sentence now and then. */
export function Announcer() {
  return (
    <p class="visually-hidden" role="status" id="announcer">
      {useStore(announcement)}
    </p>
  );
}
