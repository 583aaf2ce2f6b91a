/** What the read API answers. Times are RFC 3339 in UTC; schemas/news.alerts and news.counts say the fields. */

export const SEVERITIES = ["critical", "high", "medium", "low"] as const;
export const STATUSES = ["raised", "corroborated", "escalated", "amended", "withdrawn"] as const;
export const DIMENSIONS = ["actor", "place", "country", "actor_place", "source", "language", "all"] as const;

export type Severity = (typeof SEVERITIES)[number];
export type Status = (typeof STATUSES)[number];
export type Dimension = (typeof DIMENSIONS)[number];

export interface Named {
  id: string | number;
  name: string;
  role?: string;
  kind?: string;
  country?: string;
  /** The words that it was read from, each with its field: "headline: HTS". */
  evidence?: string[];
}

export interface Moment {
  at: string;
  status: Status | "reported";
  provider: string;
  headline: string;
}

export interface Alert {
  id: string;
  sequence: number;
  status: Status;
  rule: string;
  story: string;
  severity: Severity;
  headline: string;
  reason: string;
  changes: string[];
  actors: Named[];
  places: Named[];
  sources: string[];
  single_source: boolean;
  uri: string;
  provider: string;
  version: string | null;
  language: string;
  at: string;
  ingested_at: string;
  events?: string[];
  figures?: string[];
  timeline?: Moment[];
  stories?: Named[];
  test?: boolean;
  first_at?: string;
  messages?: number;
}

export interface AlertHistory extends Alert {
  history: Alert[];
}

export interface AlertPage {
  alerts: Alert[];
  next: string | null;
}

/** A label's words in an update: `start` and `end` count code points, not UTF-16 units. */
export interface TextLabel {
  label: "actor" | "place" | "event" | "casualty";
  id: string | number;
  name: string;
  role?: string;
  rule?: string;
  field: "headline" | "body";
  start: number;
  end: number;
}

export interface StoryVersion {
  uri: string;
  provider: string;
  agency: string;
  version: string | null;
  verdict: string;
  at: string;
  headline: string;
  body: string;
  language: string;
  changes: string[];
  state: "current" | "superseded" | "killed";
  original?: { uri: string; provider: string; similarity: number } | null;
  labels: TextLabel[];
}

export interface StoryPlace {
  id: string | number;
  name: string;
  role: string;
  country: string;
  kind: string;
  latitude: number;
  longitude: number;
  focus: boolean;
}

export interface StoryFigure {
  kind: string;
  least: number;
  most: number | null;
  stated_by: string;
  agency: string;
  uri: string;
}

export interface Story {
  id: string;
  state: "live" | "killed";
  headline: string;
  first_at: string;
  last_at: string;
  language: string;
  sources: string[];
  actors: Named[];
  places: StoryPlace[];
  figures: StoryFigure[];
  alerts: string[];
  updates: StoryVersion[];
}

export interface StoryLine {
  id: string;
  headline: string;
  last_at: string;
  language: string;
  sources: string[];
  updates: number;
  actors: Named[];
  places: Named[];
  alerts: string[];
}

export interface StoryPage {
  stories: StoryLine[];
  next: string | null;
}

export interface Found {
  story: string;
  uri: string;
  headline: string;
  snippet: string;
  /** Spans of the snippet that matched, in code points. */
  marks: [number, number][];
  at: string;
  provider: string;
  language: string;
}

export interface FoundPage {
  results: Found[];
  next: string | null;
}

export interface Count {
  window_start: string;
  window_seconds: number;
  dimension: Dimension;
  value: string;
  name: string;
  stories: number;
  updates: number;
  sources: number;
  casualties?: Toll[];
  baseline?: Baseline | null;
  final?: boolean;
  /** The window was over before, and this has changed since. */
  corrected?: boolean;
  /** For a mover: how many times its usual number this is; null or absent where there was none before. */
  ratio?: number | null;
}

/** Of `stories` different stories the lowest and the highest figures that agencies give last, added up. */
export interface Toll {
  kind: string;
  stories: number;
  least: number;
  most: number;
}

/** Means of the same window in the last weeks, as far as they are known. */
export interface Baseline {
  weeks: number;
  stories: number;
  updates: number;
}

export interface CountPage {
  counts: Count[];
  next: string | null;
}

export interface Top {
  /** Null as long as nothing was counted. */
  window_start: string | null;
  window_seconds: number;
  dimension: Dimension;
  /** The window is over; what comes for it now is a correction. */
  final?: boolean;
  top: Count[];
  movers: Count[];
}

export interface MapPlace {
  id: string | number;
  name: string;
  country: string;
  latitude: number;
  longitude: number;
  stories: number;
  alerts: number;
}

export interface FeedStatus {
  now: string;
  feed: { last_record_at: string | null; behind: number | null; connected: boolean; stale_after_seconds: number };
  version: string;
}
