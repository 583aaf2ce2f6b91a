import { moment } from "../text/time";
import { serverNow } from "../state/feed";
import type { Series } from "../text/series";

/** So many of the newest windows are written out. */
const ROWS = 24;

/** The chart's figures as a table, newest first. */
export function ChartTable({ data }: { data: Series }) {
  const now = serverNow();
  const newest = data.times.map((time, at) => ({ time, at })).reverse().slice(0, ROWS);
  return (
    <details class="figures-table">
      <summary>Figures as a table</summary>
      <div class="scroll-x" tabIndex={0} role="region" aria-label="Figures">
        <table>
          <thead>
            <tr>
              <th scope="col">Window from (UTC)</th>
              {data.lines.map(({ value, name }) => (
                <th key={value} scope="col">
                  <bdi>{name}</bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {newest.map(({ time, at }) => (
              <tr key={time}>
                <th scope="row">{moment(new Date(time * 1000).toISOString(), now)}</th>
                {data.lines.map(({ value, points }) => (
                  <td key={value}>{points[at]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
