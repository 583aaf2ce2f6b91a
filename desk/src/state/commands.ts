/** Single-key commands. A view says what j, k and Enter do while it is shown. */

import { useEffect, useRef } from "preact/hooks";
import { paused, showWaiting } from "./desk";
import { prefs } from "./prefs";
import { go, route, VIEWS } from "./route";
import { createStore } from "./store";

export interface Commands {
  next(): void;
  previous(): void;
  open?(): void;
}

export const helpShown = createStore(false);

let current: Commands | null = null;

/** The component's commands are the page's as long as it is mounted. */
export function useCommands(commands: Commands): void {
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    const before = current;
    const own: Commands = {
      next: () => latest.current.next(),
      previous: () => latest.current.previous(),
      open: () => latest.current.open?.(),
    };
    current = own;
    return () => {
      if (current === own) current = before;
    };
  }, []);
}

export const KEYS: readonly (readonly [string, string])[] = [
  ["j / k", "next, previous alert, story or version"],
  ["Enter", "open what is selected: its details, then its story"],
  ["/", "search"],
  ["Esc", "close, one step back"],
  ["1 2 3 4", "Alerts, Stories, Map, Trends"],
  ["n", "show what is new, at the top"],
  ["p", "pause the list, go on"],
  ["?", "this help"],
];

const ACTIONS: Readonly<Record<string, () => void>> = {
  j: () => current?.next(),
  k: () => current?.previous(),
  Enter: () => current?.open?.(),
  "/": () => focusSearch(),
  "?": () => helpShown.set(true),
  n: showTop,
  p: () => paused.update((on) => !on),
  ...Object.fromEntries(VIEWS.map((view, at) => [String(at + 1), () => go({ view, story: "" })])),
};

/** Listens to the keyboard from now on. */
export function followKeys(): void {
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") return escape(event);
    const action = ACTIONS[event.key];
    if (!action || !prefs.get().keys || helpShown.get() || typing(event.target)) return;
    if (event.key === "Enter" && working(event.target)) return;
    event.preventDefault();
    action();
  });
}

/** Goes to the top of the list and shows what waited there. */
export function showTop(): void {
  showWaiting();
  document.querySelector(".list")?.scrollTo({ top: 0 });
}

function focusSearch(): void {
  const filters = document.querySelector<HTMLDetailsElement>("details.filters");
  if (filters) filters.open = true;
  document.querySelector<HTMLInputElement>("#search")?.focus();
}

// The nearest thing that is open closes: an open menu, the search field, the story, the alert.
function escape(event: KeyboardEvent): void {
  const menu = document.querySelector<HTMLDetailsElement>("details.menu[open]");
  const { story, alert } = route.get();
  if (helpShown.get()) helpShown.set(false);
  else if (menu) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  } else if (typing(event.target)) (event.target as HTMLElement).blur();
  else if (story) go({ story: "", read: null, against: null });
  else if (alert) go({ alert: "" });
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select");
}

function working(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("a, button, summary, input");
}
