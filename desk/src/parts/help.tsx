import { useEffect, useRef } from "preact/hooks";
import { helpShown, KEYS } from "../state/commands";
import { prefer, prefs } from "../state/prefs";
import { useStore } from "../state/store";

/** The keys, and what the signs mean, over the page. */
export function Help() {
  const shown = useStore(helpShown);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (shown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [shown]);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={() => helpShown.set(false)}>
      <header class="pane-head">
        <h2 id="help-title">Help</h2>
        <button type="button" class="button quiet" onClick={() => helpShown.set(false)}>
          Close
        </button>
      </header>
      <Keys />
      <h3>What the page shows</h3>
      <p>Times are UTC. An alert is amended, grows or is withdrawn in its place; what changed stands under its headline.</p>
      <p>A withdrawn alert stays, so that nobody goes on using it. Words of the wire that were killed are not shown.</p>
      <p>Marked words are those that a label was read from: rest on them to see which.</p>
      <p>While you scroll or point, the list stands still and counts what is new. The address holds view and filters: send it to a colleague.</p>
    </dialog>
  );
}

function Keys() {
  const { keys } = useStore(prefs);
  return (
    <>
      <table class="keys">
        <caption class="visually-hidden">Keys</caption>
        <tbody>
          {KEYS.map(([key, words]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <label class="tick">
        <input type="checkbox" checked={keys} onChange={(event) => prefer({ keys: event.currentTarget.checked })} />
        Single keys are commands (Esc always is)
      </label>
    </>
  );
}
