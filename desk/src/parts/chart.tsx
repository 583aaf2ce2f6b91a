import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { prefs } from "../state/prefs";
import { useStore } from "../state/store";
import type { Series } from "../text/series";
import { DASHES } from "./swatch";

const HEIGHT = 300;

/** Lines over time, in UTC. Each line has a colour and a dash of its own; the table beside it names them. */
export function Chart({ data }: { data: Series }) {
  const box = useRef<HTMLDivElement>(null);
  const { theme } = useStore(prefs);
  useEffect(() => {
    const target = box.current;
    if (!target) return undefined;
    const draw = (): uPlot => new uPlot(options(data, target.clientWidth), plotted(data), target);
    let plot = draw();
    const sizes = new ResizeObserver(() => plot.setSize({ width: target.clientWidth, height: HEIGHT }));
    sizes.observe(target);
    // A canvas doesn't follow the colours of the page.
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const again = (): void => {
      plot.destroy();
      plot = draw();
    };
    dark.addEventListener("change", again);
    return () => {
      dark.removeEventListener("change", again);
      sizes.disconnect();
      plot.destroy();
    };
  }, [data, theme]);
  return <div ref={box} class="chart" role="img" aria-label={`Lines for ${data.lines.map(({ name }) => name).join(", ")}; the figures are in the table below`} />;
}

function plotted({ times, lines }: Series): uPlot.AlignedData {
  return [times, ...lines.map(({ points }) => points)];
}

function options({ lines }: Series, width: number): uPlot.Options {
  const colour = colours();
  const axis = { stroke: colour("--muted"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") } };
  return {
    width,
    height: HEIGHT,
    tzDate: (time) => uPlot.tzDate(new Date(time * 1000), "Etc/UTC"),
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: { y: { range: (_plot, _least, most) => [0, Math.max(4, most * 1.1)] } },
    axes: [
      { ...axis, values: TIME_WORDS },
      { ...axis, size: 40, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] },
    ],
    series: [
      {},
      ...lines.map(({ name }, at) => ({
        label: name,
        stroke: colour(`--line-${at + 1}`),
        width: 2,
        dash: DASHES[at] ?? [],
        points: { show: false },
      })),
    ],
  };
}

// A canvas takes no CSS variables, and one that depends on the theme has its value only where it is used.
function colours(): (name: string) => string {
  return (name) => {
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
}

// Steps of the time axis in seconds, and how each is written: 24 hours, the day where it changes.
const TIME_WORDS: (string | number | null)[][] = [
  [86400, "{D} {MMM}", null, null, null, null, null, null, 1],
  [60, "{HH}:{mm}", "\n{D} {MMM}", null, "\n{D} {MMM}", null, null, null, 1],
];
