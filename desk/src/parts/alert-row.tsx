import { memo } from "preact/compat";
import type { Alert } from "../api/types";
import { go, openedStory } from "../state/route";
import { why } from "../text/alert";
import { Ago } from "./ago";
import { Headline } from "./headline";
import { SeverityTag } from "./severity";
import { Changes, Sources, StatusTag } from "./status";

interface Props {
  alert: Alert;
  selected: boolean;
  live: boolean;
}

/** One alert in the list: a single link, so that one press anywhere on it opens the details. */
export const AlertRow = memo(function AlertRow({ alert, selected, live }: Props) {
  const withdrawn = alert.status === "withdrawn";
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(selected ? openedStory(alert.story) : { alert: alert.id });
  };
  return (
    <li
      class={`row severity-edge-${alert.severity}${withdrawn ? " withdrawn" : ""}${selected ? " row-chosen" : ""}`}
      data-fresh={live ? alert.sequence % 2 : undefined}
    >
      <div class="row-head">
        <SeverityTag severity={alert.severity} />
        <StatusTag status={alert.status} />
        {alert.test ? <span class="tag tag-test">test</span> : null}
        <Ago at={alert.at} />
      </div>
      <a class="row-link" id={`alert-${alert.id}`} href={`?alert=${alert.id}`} aria-current={selected} onClick={open}>
        <Headline alert={alert} />
      </a>
      <div class="row-foot">
        <Changes changes={alert.changes} />
        {withdrawn ? <span>{why(alert)}</span> : <Sources alert={alert} />}
        {alert.figures && alert.figures.length > 0 && !withdrawn ? <span>{alert.figures.join(", ")}</span> : null}
        <span class="rule">{alert.rule}</span>
      </div>
    </li>
  );
});
