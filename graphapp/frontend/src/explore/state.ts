export const COLOURS = ["field", "kind", "community"] as const;
/** What the colour of a thing says. */
export type Colour = (typeof COLOURS)[number];
export const HOWS = ["path", "compare"] as const;
/** What is asked of two things. */
export type How = (typeof HOWS)[number];
export const MOST_STEPS = 3;
export const FIRST_YEAR = 1990;

/** The part of the landscape that is looked at: its middle, and the share of the whole that fits the window. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly ratio: number;
}

export interface Pair {
  readonly how: How;
  readonly one: string;
  /** Empty while the second thing has not been chosen. */
  readonly other: string;
}

/** All that makes the picture what it is. Things are named by their ids. */
export interface State {
  readonly projection: string;
  readonly colour: Colour;
  /** Id of the measure that makes things large. */
  readonly size: string;
  /** Ids of kinds, fields (`none`: without a field) and communities (`c7`) that are not shown. */
  readonly without: readonly string[];
  readonly district: string;
  readonly from: number | null;
  readonly to: number | null;
  /** Whether what has no known beginning is shown in a period too. */
  readonly undated: boolean;
  readonly selected: string;
  readonly focus: string;
  readonly steps: number;
  readonly pair: Pair | null;
  readonly hidden: readonly string[];
  readonly pinned: readonly string[];
  readonly expanded: readonly string[];
  /** Things whose neighbours that are tied to nothing else are folded away. */
  readonly collapsed: readonly string[];
  readonly chosen: readonly string[];
  readonly camera: Camera | null;
}

export const START: State = {
  projection: "whole",
  colour: "field",
  size: "degree",
  without: [],
  district: "",
  from: null,
  to: null,
  undated: false,
  selected: "",
  focus: "",
  steps: 1,
  pair: null,
  hidden: [],
  pinned: [],
  expanded: [],
  collapsed: [],
  chosen: [],
  camera: null,
};

const LISTS = ["hidden", "pinned", "expanded", "collapsed", "chosen"] as const;
const ID = /^[\p{L}\p{N}][\p{L}\p{N}._-]*(\/[\p{L}\p{N}][\p{L}\p{N}._-]*)*$/u;

/** The end of an address: what is short in its query, lists of things (which can be long, and which no server needs) behind `#`. */
export function encode(state: State): string {
  const query: [string, string][] = [];
  const put = (name: string, value: string, usual: string) => {
    if (value !== usual) query.push([name, value]);
  };
  put("projection", state.projection, START.projection);
  put("colour", state.colour, START.colour);
  put("size", state.size, START.size);
  put("without", state.without.join(","), "");
  put("district", state.district, "");
  put("from", String(state.from ?? ""), "");
  put("to", String(state.to ?? ""), "");
  put("undated", state.undated ? "1" : "", "");
  put("selected", state.selected, "");
  put("focus", state.focus, "");
  if (state.focus !== "") put("steps", String(state.steps), "1");
  if (state.pair !== null) put(state.pair.how, `${state.pair.one},${state.pair.other}`, "");
  if (state.camera !== null) {
    put("view", [state.camera.x, state.camera.y, state.camera.ratio].map(rounded).join(","), "");
  }
  const lists = LISTS.filter((name) => state[name].length > 0).map(
    (name) => [name, state[name].join(",")] as [string, string],
  );
  return (query.length > 0 ? `?${written(query)}` : "") + (lists.length > 0 ? `#${written(lists)}` : "");
}

/** A state with the camera of another; where that is of another network, whose places are others, with its own. */
export function seenFrom(state: State, other: State): State {
  return state.projection === other.projection ? { ...state, camera: other.camera } : state;
}

/** The state that an address stands for; what it says amiss is as if it did not say it. */
export function decode(search: string, hash: string): State {
  const query = new URLSearchParams(search);
  const lists = new URLSearchParams(hash.replace(/^#/, ""));
  const text = (name: string) => query.get(name) ?? "";
  const id = (name: string) => (ID.test(text(name)) ? text(name) : "");
  const from = year(text("from"));
  const to = year(text("to"));
  const wellOrdered = from === null || to === null || from <= to;
  return {
    projection: id("projection") || START.projection,
    colour: COLOURS.find((known) => known === text("colour")) ?? START.colour,
    size: id("size") || START.size,
    without: listed(query.getAll("without").join(",")),
    district: id("district"),
    from: wellOrdered ? from : to,
    to: wellOrdered ? to : from,
    undated: text("undated") === "1",
    selected: id("selected"),
    focus: id("focus"),
    steps: Math.min(Math.max(Number.parseInt(text("steps"), 10) || 1, 1), MOST_STEPS),
    pair: pairOf(query),
    hidden: listed(lists.get("hidden")),
    pinned: listed(lists.get("pinned")),
    expanded: listed(lists.get("expanded")),
    collapsed: listed(lists.get("collapsed")),
    chosen: listed(lists.get("chosen")),
    camera: cameraOf(text("view")),
  };
}

function pairOf(query: URLSearchParams): Pair | null {
  for (const how of HOWS) {
    const [one = "", other = ""] = (query.get(how) ?? "").split(",");
    if (ID.test(one)) return { how, one, other: ID.test(other) && other !== one ? other : "" };
  }
  return null;
}

function cameraOf(text: string): Camera | null {
  const [x, y, ratio] = text.split(",").map(Number);
  if (x === undefined || y === undefined || ratio === undefined) return null;
  const usable = [x, y, ratio].every((one) => Number.isFinite(one) && Math.abs(one) < 100) && ratio > 0.001;
  return usable ? { x, y, ratio } : null;
}

function listed(text: string | null): string[] {
  return [...new Set((text ?? "").split(",").filter((id) => ID.test(id)))];
}

function year(text: string): number | null {
  return /^[12]\d{3}$/.test(text) ? Number(text) : null;
}

function rounded(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

/** Slashes and commas may stand in a query and behind `#` as they are, and are easier to read so. */
function written(pairs: [string, string][]): string {
  return pairs
    .map(
      ([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2F", "/").replaceAll("%2C", ",")}`,
    )
    .join("&");
}
