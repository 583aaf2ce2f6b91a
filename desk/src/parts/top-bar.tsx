import { helpShown } from "../state/commands";
import { second } from "../state/clock";
import { play } from "../state/sound";
import { prefer, prefs, type Theme } from "../state/prefs";
import { useStore } from "../state/store";
import { clockSeconds } from "../text/time";
import { FeedBadge } from "./feed-badge";

const NEXT: Readonly<Record<Theme, Theme>> = { auto: "light", light: "dark", dark: "auto" };

/** State of the feed, the clock and the page's few settings. */
export function TopBar() {
  const { theme, sound } = useStore(prefs);
  return (
    <div class="top-bar">
      <FeedBadge />
      <Clock />
      <div class="tools">
        <button type="button" class="button quiet" aria-pressed={sound} onClick={() => toggleSound(!sound)}>
          <Icon path={sound ? SOUND : SILENT} />
          Sound {sound ? "on" : "off"}
        </button>
        <button type="button" class="button quiet" onClick={() => prefer({ theme: NEXT[theme] })}>
          <Icon path={THEME} />
          <span class="visually-hidden">Theme: </span>
          {theme}
        </button>
        <button type="button" class="button quiet" aria-haspopup="dialog" onClick={() => helpShown.set(true)}>
          <span aria-hidden="true">?</span>
          <span class="visually-hidden">Help and keys</span>
        </button>
      </div>
    </div>
  );
}

// The tone is played at once: the editor hears what was asked for, and the browser lets sound through from then on.
function toggleSound(on: boolean): void {
  prefer({ sound: on });
  if (on) play([660]);
}

const SILENT = "M3 7h3l5-4v14l-5-4H3zm10.5.5 4 5m0-5-4 5";
const SOUND = "M3 7h3l5-4v14l-5-4H3zm11-1a5 5 0 0 1 0 8";
const THEME = "M10 3a7 7 0 1 0 0 14zm0 0a7 7 0 0 1 0 14";

function Icon({ path }: { path: string }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

function Clock() {
  return <span class="utc">{clockSeconds(useStore(second))} UTC</span>;
}
