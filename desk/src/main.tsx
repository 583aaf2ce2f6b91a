import { render } from "preact";
import { App } from "./app";
import { startClock } from "./state/clock";
import { followKeys } from "./state/commands";
import { startDesk } from "./state/desk";
import { followTheme } from "./state/prefs";
import { followAddress } from "./state/route";
import "./styles/index.css";

followTheme();
followAddress();
followKeys();
startClock();
startDesk();

const root = document.getElementById("desk");
if (root) render(<App />, root);
