import { quarter } from "../state/clock";
import { useStore } from "../state/store";
import { age, moment, whole } from "../text/time";

/** A time in UTC and how long ago it was; the whole of it as title. */
export function Ago({ at }: { at: string }) {
  const now = useStore(quarter);
  return (
    <time dateTime={at} title={whole(at)}>
      <span class="clock">{moment(at, now)}</span> <span class="age">{age(at, now)}</span>
    </time>
  );
}

/** A time in UTC alone. */
export function At({ at }: { at: string }) {
  const now = useStore(quarter);
  return (
    <time dateTime={at} title={whole(at)} class="clock">
      {moment(at, now)}
    </time>
  );
}
