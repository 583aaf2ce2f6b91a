/** A short tone for a new alert, only where the editor asked for it. Made by the browser: no file is loaded. */

import type { Alert } from "../api/types";
import { prefs } from "./prefs";

/** At most one tone in this time, however much comes. */
const PAUSE_MS = 4_000;

let context: AudioContext | null = null;
let last = 0;

/** Sounds for alerts that were raised or grew and are high or critical; two tones for critical. */
export function soundFor(alerts: readonly Alert[]): void {
  if (!prefs.get().sound) return;
  const loud = alerts.filter(
    ({ severity, status }) =>
      (severity === "critical" || severity === "high") && (status === "raised" || status === "escalated"),
  );
  if (loud.length === 0 || Date.now() - last < PAUSE_MS) return;
  last = Date.now();
  play(loud.some(({ severity }) => severity === "critical") ? [880, 1175] : [660]);
}

/** Plays the tones one after the other; called from a click, it also wakes the browser's audio. */
export function play(tones: readonly number[]): void {
  context ??= new AudioContext();
  void context.resume();
  tones.forEach((frequency, at) => tone(frequency, at * 0.16));
}

function tone(frequency: number, after: number): void {
  if (!context) return;
  const start = context.currentTime + after;
  const oscillator = new OscillatorNode(context, { frequency, type: "sine" });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(0.2, start + 0.01);
  gain.gain.exponentialRampToValueAtTime(0.001, start + 0.15);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.16);
}
