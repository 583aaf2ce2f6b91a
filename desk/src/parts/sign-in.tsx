import { useState } from "preact/hooks";
import { signIn } from "../api/client";

/** Asks for the read token; afterwards the browser holds a cookie that scripts can't read. */
export function SignIn() {
  const [said, setSaid] = useState("");
  const [token, setToken] = useState("");
  const enter = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    try {
      await signIn(token);
      window.location.reload();
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <form class="sign-in" onSubmit={(event) => void enter(event)}>
      <h2>This desk is closed</h2>
      <p>It opens with the read token. Whoever runs the server has it.</p>
      <label for="token">Token</label>
      <input
        id="token"
        class="input"
        type="password"
        autocomplete="current-password"
        required
        value={token}
        onInput={(event) => setToken(event.currentTarget.value)}
      />
      <button type="submit" class="button primary">
        Open
      </button>
      <p role="alert">{said}</p>
    </form>
  );
}
