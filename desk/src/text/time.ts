/** Times as a news desk reads them: 24 hours, UTC, and how long ago. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "13:07" */
export function clock(at: string | number): string {
  return new Date(at).toISOString().slice(11, 16);
}

/** "13:07:20" */
export function clockSeconds(at: string | number): string {
  return new Date(at).toISOString().slice(11, 19);
}

/** "13:07" on the day of `now`, else "29 Nov 13:07", with the year where it is another one. */
export function moment(at: string, now: number): string {
  const then = new Date(at);
  const today = new Date(now);
  if (then.toISOString().slice(0, 10) === today.toISOString().slice(0, 10)) return clock(at);
  return `${day(then, then.getUTCFullYear() !== today.getUTCFullYear())} ${clock(at)}`;
}

/** "29 Nov 2024, 13:07:20 UTC": whole, for titles. */
export function whole(at: string): string {
  return `${day(new Date(at), true)}, ${clockSeconds(at)} UTC`;
}

/** "now", "4 min", "3 h", "2 d": how long before `now` (ms). A time to come is "now": clocks differ a little. */
export function age(at: string, now: number): string {
  const passed = now - Date.parse(at);
  if (passed < MINUTE) return "now";
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min`;
  if (passed < 2 * DAY) return `${Math.floor(passed / HOUR)} h`;
  return `${Math.floor(passed / DAY)} d`;
}

function day(date: Date, year: boolean): string {
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
    ...(year ? { year: "numeric" } : {}),
  }).format(date);
}
