import type { Alert } from "../api/types";
import { alertSpans } from "../text/alert";
import { Words } from "./words";

/** An alert's headline. A withdrawn one loses its marks; one whose words were killed says that it has none. */
export function Headline({ alert }: { alert: Alert }) {
  if (alert.headline === "") return <span class="killed-words">Killed: its words are not shown</span>;
  const spans = alert.status === "withdrawn" ? [] : alertSpans(alert);
  return <Words text={alert.headline} language={alert.language} spans={spans} />;
}
